using System.Diagnostics;
using Grpc.Core;

namespace Freehold.Agent.Tests.Connection;

public sealed class When_the_control_plane_has_no_time_for_the_agent : AgentAndControlPlane
{
    [Test]
    public async Task It_comes_back_when_it_was_told_to_and_says_so()
    {
        await StartControlPlaneAsync();
        ControlPlane.Answer = StatusCode.Unavailable;
        ControlPlane.Trailers = new() { { "freehold-retry-after", "3000" } };
        await StartAgentAsync();
        await Agent.LogsAsync(1114);
        var told = Stopwatch.GetTimestamp();

        ControlPlane.Answer = null;
        await ControlPlane.NextWelcomedStreamAsync();

        // Its own backoff after one failure would be at most two seconds.
        Assert.That(Stopwatch.GetElapsedTime(told), Is.GreaterThan(TimeSpan.FromSeconds(2.9)));
        Assert.That(ControlPlane.Calls, Is.EqualTo(2));
    }

    [Test]
    public async Task A_stream_that_ends_with_a_time_is_told_like_any_other()
    {
        await StartAgentAsync();
        var stream = await ControlPlane.NextWelcomedStreamAsync();
        stream.End(new(new Status(StatusCode.Unavailable, ""), new Metadata { { "freehold-retry-after", "100" } }));

        await Agent.LogsAsync(1114);
        await ControlPlane.NextWelcomedStreamAsync();
    }

    [TestCase("")]
    [TestCase("soon")]
    [TestCase("-5")]
    [TestCase("0")]
    [TestCase("99999999999999999999")]
    public async Task A_time_that_is_none_is_as_if_it_were_not_there(string time)
    {
        await StartControlPlaneAsync();
        ControlPlane.Answer = StatusCode.Unavailable;
        ControlPlane.Trailers = new() { { "freehold-retry-after", time } };
        await StartAgentAsync();

        await Agent.LogsAsync(1123);

        Assert.That(Agent.Log.Lines.Any(line => line.EventId == 1114), Is.False);
    }
}
