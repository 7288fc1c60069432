using Freehold.EndToEnd.Tests.Programs;
using Freehold.Testing;
using Freehold.Testing.Networks;

namespace Freehold.EndToEnd.Tests.Faults;

/// <summary>
/// Between the real programs, below TLS: the network is slow, tears everything into small pieces, changes bytes, swallows one
/// way or both, resets connections again and again. A job that runs meanwhile runs once.
/// </summary>
public sealed class When_the_network_misbehaves
{
    private const int Files = 30;
    private const int RowsEach = 20_000;
    private Cluster _cluster = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _cluster = await Cluster.StartAsync(replicas: 1);
        PeopleFiles.WriteMany(_cluster["in"], Files, RowsEach);
        _cluster.StartAgent();
        await _cluster.AgentIsConnectedAsync();
    }

    [OneTimeTearDown]
    public async Task Stop() => await _cluster.DisposeAsync();

    [TearDown]
    public void Heal()
    {
        _cluster.ToControlPlane.GoOn();
        (_cluster.ToControlPlane.Delay, _cluster.ToControlPlane.Piece) = (TimeSpan.Zero, 16 * 1024);
    }

    [Test]
    public async Task It_is_slow_and_tears_everything_apart() => await RunsOnceAsync("torn", () =>
    {
        (_cluster.ToControlPlane.Delay, _cluster.ToControlPlane.Piece) = (TimeSpan.FromMilliseconds(5), 50);
        return Task.CompletedTask;
    });

    [Test]
    public async Task It_changes_a_byte() => await RunsOnceAsync("corrupt", async () =>
    {
        var before = _cluster.ToControlPlane.Connections;
        _cluster.ToControlPlane.CorruptNext();
        await Eventually.IsTrueAsync(() => _cluster.ToControlPlane.Connections > before, what: "a changed byte ends the connection");
    });

    [TestCase(Way.Up)]
    [TestCase(Way.Down)]
    [TestCase(Way.Both)]
    public async Task It_swallows_everything(Way way) => await RunsOnceAsync($"stalled-{way}", async () =>
    {
        var before = _cluster.ToControlPlane.Connections;
        _cluster.ToControlPlane.Stall(way);
        await Eventually.IsTrueAsync(() => _cluster.ToControlPlane.Connections > before, what: "the agent dials again");
    });

    [Test]
    public async Task It_resets_the_connection_again_and_again() => await RunsOnceAsync("resets", async () =>
    {
        for (var cuts = 0; cuts < 5; cuts++)
        {
            var before = Welcomes();
            _cluster.ToControlPlane.Cut();
            await Eventually.IsTrueAsync(() => Welcomes() > before, what: "the agent is back");
        }
    });

    private int Welcomes() => _cluster.Agent.Printed.Split("\"event\":1101,").Length - 1;

    private async Task RunsOnceAsync(string name, Func<Task> misbehaveAsync)
    {
        var output = _cluster[$"out-{name}"];
        var id = await _cluster.Api.SubmitOnceAsync(PeopleFiles.Document(_cluster["in/*.csv"], output, "retries: 0"));
        await _cluster.Api.ReachesAsync(id, "running");

        await misbehaveAsync();
        _cluster.ToControlPlane.GoOn();

        var ended = await _cluster.Api.ReachesAsync(id, "succeeded|failed", TimeSpan.FromSeconds(120));
        await new FinishedJob(id, output, ended).RanOnceAsync(_cluster.Api, (long)Files * RowsEach);
    }
}
