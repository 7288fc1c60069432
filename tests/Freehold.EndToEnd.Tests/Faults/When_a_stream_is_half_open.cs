using System.Diagnostics;
using Freehold.EndToEnd.Tests.Programs;
using Freehold.Testing;
using Freehold.Testing.Networks;

namespace Freehold.EndToEnd.Tests.Faults;

/// <summary>Somewhere on the way connections are forgotten. With the settings as they come, both sides notice within 30 s.</summary>
[TestFixture(Way.Up)]
[TestFixture(Way.Both)]
public sealed class When_a_stream_is_half_open(Way way)
{
    // What "within 30 s" is promised for, and what a busy test machine may add to it.
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(30) + TimeSpan.FromSeconds(3);

    private Cluster _cluster = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _cluster = await Cluster.StartAsync(replicas: 1, ("FREEHOLD_AGENTSTREAMS__HEARTBEAT", "10s"), ("FREEHOLD_AGENTSTREAMS__SILENCE", "30s"));
        _cluster.StartAgent();
        await _cluster.AgentIsConnectedAsync();
    }

    [OneTimeTearDown]
    public async Task Stop() => await _cluster.DisposeAsync();

    [Test]
    public async Task Both_sides_notice()
    {
        var since = Stopwatch.StartNew();
        _cluster.ToControlPlane.Stall(way);

        await Task.WhenAll(
            Eventually.IsTrueAsync(() => Says(_cluster.Agent, 1112) || Says(_cluster.Agent, 1113), Promised, "the agent drops the stream"),
            Eventually.IsTrueAsync(() => Says(_cluster.Replica(_cluster.Ports[0]), 2502), Promised, "the control plane drops the stream"));

        TestContext.Out.WriteLine($"Both noticed after {since.Elapsed.TotalSeconds:0.0} s.");
    }

    private static bool Says(RunningProgram program, int eventId) => program.Printed.Contains($"\"event\":{eventId},", StringComparison.Ordinal);
}
