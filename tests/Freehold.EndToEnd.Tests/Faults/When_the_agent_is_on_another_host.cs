using Freehold.EndToEnd.Tests.Networks;
using Freehold.EndToEnd.Tests.Programs;
using Freehold.Testing.Networks;

namespace Freehold.EndToEnd.Tests.Faults;

/// <summary>
/// The agent runs in a network namespace of its own, with a cable to the control plane: it is pulled, loses packets in
/// silence, is reset. The job runs on and is told when the agent is back.
/// </summary>
public sealed class When_the_agent_is_on_another_host
{
    private const int Files = 60;
    private const int RowsEach = 20_000;
    private TwoHosts? _hosts;
    private Cluster? _cluster;
    private TcpForwarder? _gate;

    private Cluster Cluster => _cluster!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _hosts = TwoHosts.TryMake();
        if (_hosts is null)
            Assert.Ignore("Network namespaces need root and a kernel that has them.");

        _cluster = await Cluster.StartAsync(replicas: 2, ("FREEHOLD_AGENTSTREAMS__LEASE", "4s"), ("FREEHOLD_AGENTSTREAMS__LEASEMARGIN", "1s"));
        _gate = new(TwoHosts.Here, Cluster.ToControlPlane.Port);
        Cluster.AgentSettings.Add(("FREEHOLD_CONTROLPLANE__ENDPOINT", $"https://{TwoHosts.Here}:{_gate.Port}"));
        Cluster.AgentSettings.Add(("FREEHOLD_CONTROLPLANE__SILENCE", "3s"));
        PeopleFiles.WriteMany(Cluster["in"], Files, RowsEach);
        Cluster.StartAgent(TwoHosts.OnTheOtherHost);
        await Cluster.AgentIsConnectedAsync();
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
        if (_gate is not null)
            await _gate.DisposeAsync();
        _hosts?.Dispose();
    }

    [Test]
    public async Task The_cable_is_pulled_for_longer_than_the_lease()
    {
        var (id, output) = await RunningAsync("pulled");

        TwoHosts.PlugIn(false);
        await Cluster.Api.ReachesAsync(id, "unreachable");
        TwoHosts.PlugIn(true);

        await RanOnceAsync(id, output);
    }

    [Test]
    public async Task Packets_are_lost_in_silence()
    {
        var (id, output) = await RunningAsync("lost");

        TwoHosts.LosePackets(true);
        await Cluster.Api.ReachesAsync(id, "unreachable");
        TwoHosts.LosePackets(false);

        await RanOnceAsync(id, output);
    }

    [Test]
    public async Task The_connection_is_reset()
    {
        var (id, output) = await RunningAsync("reset");

        _gate!.Cut();

        await RanOnceAsync(id, output);
    }

    private async Task<(string Id, string Output)> RunningAsync(string name)
    {
        var output = Cluster[$"out-{name}"];
        var id = await Cluster.Api.SubmitOnceAsync(PeopleFiles.Document(Cluster["in/*.csv"], output, "retries: 0"));
        await Cluster.Api.ReachesAsync(id, "running");
        return (id, output);
    }

    private async Task RanOnceAsync(string id, string output)
    {
        var ended = await Cluster.Api.ReachesAsync(id, "succeeded|failed", TimeSpan.FromSeconds(120));
        await new FinishedJob(id, output, ended).RanOnceAsync(Cluster.Api, (long)Files * RowsEach);
    }
}
