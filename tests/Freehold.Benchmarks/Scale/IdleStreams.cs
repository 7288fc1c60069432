using System.Diagnostics;
using Freehold.Benchmarks.Figures;

namespace Freehold.Benchmarks.Scale;

/// <summary>
/// Thousands of agents that wait on one replica and say so every 10 s: what that replica, and its database, take of the machine.
/// Beside a bare gateway with as many streams and heartbeats.
/// </summary>
internal sealed class IdleStreams : IBenchmark
{
    private const double Megabyte = 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // All have sent a heartbeat or two, and what connecting took is given back.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);

    public string Name => "idle-streams";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkSize size, CancellationToken cancellationToken)
    {
        var (streams, length) = size is BenchmarkSize.Quick ? (1_000, TimeSpan.FromSeconds(10)) : (10_000, TimeSpan.FromSeconds(30));
        await using var stack = await ScaleStack.StartAsync(cancellationToken);
        await stack.StartControlPlaneAsync(cancellationToken);
        var agents = await stack.AddAgentsAsync(streams, cancellationToken);
        await stack.StopServerAsync();

        await stack.StartBareGatewayAsync(cancellationToken);
        var bare = await MeasureAsync(stack, agents, length, cancellationToken);
        await stack.StopServerAsync();

        await stack.StartControlPlaneAsync(cancellationToken);
        await using var leases = new LeaseWatch(stack.Source);
        var ours = await MeasureAsync(stack, agents, length, cancellationToken);

        return
        [
            ours.Memory, bare.Memory, ours.Memory.RatioTo(bare.Memory, "≤ 1.5"), new("control plane, a stream", "KiB", [ours.Memory.Median * 1024 / streams]),
            ours.Cores, bare.Cores, ours.Cores.RatioTo(bare.Cores, "≤ 2"), ours.Database,
            ours.Stored.Figure("heartbeat sent to stored, p50", 0.5), ours.Stored.Figure("heartbeat sent to stored, p99", 0.99),
            ours.Connected, bare.Connected, ours.Connected.RatioTo(bare.Connected, "≤ 1.5"),
            new("agents without a lease, at most", "agents", [leases.MostDisconnected], "0"),
        ];
    }

    private static async Task<Taken> MeasureAsync(
        ScaleStack stack, IReadOnlyList<ScaleAgent> agents, TimeSpan length, CancellationToken cancellationToken)
    {
        var name = stack.RunsControlPlane ? "control plane" : "bare gateway";
        await using var crowd = await Crowd.StartAsync(stack.Address, stack.AuthorityFile, agents);
        var connected = await Until.IsTrueAsync(() => crowd.Welcomed == agents.Count, Patience, "all agents are connected", cancellationToken);
        await Task.Delay(Settling, cancellationToken);

        var (server, database, started) = (stack.Server.Usage, stack.PostgresProcessor, Stopwatch.GetTimestamp());
        await Task.Delay(length, cancellationToken);
        var took = Stopwatch.GetElapsedTime(started);
        var (serverAfter, databaseAfter) = (stack.Server.Usage, stack.PostgresProcessor);
        var stored = await StoredHeartbeats.ReadAsync(stack.Source, cancellationToken);
        return crowd.Welcomed < agents.Count || crowd.Dials - crowd.ToldToWait > agents.Count
            ? throw new InvalidOperationException($"{name}: streams broke: {crowd.Welcomed} are open, after {crowd.Dials} dials")
            : new(new($"{name}, memory", "MiB", [serverAfter.Memory / Megabyte]),
                new($"{name}, idle", "cores", [(serverAfter.Processor - server.Processor) / took]),
                new("its database, idle", "cores", [(databaseAfter - database) / took]),
                new($"{name}, all connected", "s", [connected.TotalSeconds]), stored);
    }

    private sealed record Taken(Figure Memory, Figure Cores, Figure Database, Figure Connected, Percentiles Stored);
}
