using Freehold.Agent.Executors.Kubernetes;

namespace Freehold.Agent.Tests.Executors.Kubernetes;

public sealed class NodeSilenceTests
{
    private static readonly DateTime Noon = new(2026, 11, 21, 12, 0, 0, DateTimeKind.Utc);
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(10);

    private NodeSilence _silence = null!;

    [SetUp]
    public void Begin() => _silence = new();

    [Test]
    public void A_node_whose_Lease_stays_the_same_is_silent_within_half_a_minute()
    {
        var when = SilentAfter(new NodeSilence(), _ => Noon);

        Assert.That(when, Is.InRange(22, 25));
    }

    [Test]
    public void One_that_renews_every_ten_seconds_is_not_whatever_its_clock_says()
    {
        Assert.That(SilentAfter(new NodeSilence(), second => Noon.AddHours(-3).AddSeconds(second / 10 * 10)), Is.Null);
    }

    [Test]
    public void One_kubelet_that_restarts_is_not()
    {
        Assert.That(SilentAfter(new NodeSilence(), second => second is > 30 and < 48 ? Noon.AddSeconds(30) : Noon.AddSeconds(second)), Is.Null);
    }

    [Test]
    public void Nobody_is_held_to_a_time_in_which_the_API_server_was_away()
    {
        _silence.Take([("node", Noon)], TimeSpan.Zero, Gap);

        Assert.That(_silence.Take([("node", Noon)], TimeSpan.FromMinutes(5), Gap), Is.Empty);
    }

    [Test]
    public void A_node_that_is_back_is_silent_no_more()
    {
        for (var second = 0; second <= 24; second += 3)
            _silence.Take([("node", Noon)], TimeSpan.FromSeconds(second), Gap);

        Assert.That(_silence.Take([("node", Noon)], TimeSpan.FromSeconds(27), Gap), Is.EquivalentTo(["node"]));
        Assert.That(_silence.Take([("node", Noon.AddSeconds(29))], TimeSpan.FromSeconds(30), Gap), Is.Empty);
    }

    private static int? SilentAfter(NodeSilence silence, Func<int, DateTime> renewed)
    {
        for (var second = 0; second <= 120; second += 3)
        {
            if (silence.Take([("node", renewed(second))], TimeSpan.FromSeconds(second), Gap).Count > 0)
                return second;
        }

        return null;
    }
}
