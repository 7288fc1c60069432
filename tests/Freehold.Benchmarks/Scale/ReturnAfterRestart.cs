using System.Diagnostics;
using Freehold.Benchmarks.ControlPlanes;
using Freehold.Benchmarks.Figures;

namespace Freehold.Benchmarks.Scale;

/// <summary>
/// Time from a control plane's end, asked for or not, until all of its thousands of agents have their stream on the one that was
/// started in its place, and until work reaches a sample of them. Beside the time in which as many streams come to a bare gateway,
/// as fast as both sides can.
/// </summary>
internal sealed class ReturnAfterRestart : IBenchmark
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public string Name => "return-after-restart";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkSize size, CancellationToken cancellationToken)
    {
        var (streams, sample) = size is BenchmarkSize.Quick ? (1_000, 50) : (10_000, 100);
        await using var stack = await ScaleStack.StartAsync(cancellationToken);
        await stack.StartControlPlaneAsync(cancellationToken);
        var agents = await stack.AddAgentsAsync(streams, cancellationToken);
        await stack.StopServerAsync();

        // 1. The storm.
        await stack.StartBareGatewayAsync(cancellationToken);
        TimeSpan storm;
        await using (var crowd = await Crowd.StartAsync(stack.Address, stack.AuthorityFile, agents))
            storm = await AllThereAsync(crowd, streams, cancellationToken);
        await stack.StopServerAsync();

        // 2. Stopped in good order, and killed; each with the same agents, who keep their own time.
        await stack.StartControlPlaneAsync(cancellationToken);
        await using var leases = new LeaseWatch(stack.Source);
        await using var returning = await Crowd.StartAsync(stack.Address, stack.AuthorityFile, agents);
        await AllThereAsync(returning, streams, cancellationToken);
        var (dials, toldToWait) = (returning.Dials, returning.ToldToWait);
        var stopped = await RestartAsync(stack, returning, streams, server => server.TerminateAsync(cancellationToken), cancellationToken);
        var handedAfterStop = await HandOutAsync(stack, returning, agents, sample, cancellationToken);
        var killed = await RestartAsync(stack, returning, streams, server => server.KillAsync(cancellationToken), cancellationToken);
        var handedAfterKill = await HandOutAsync(stack, returning, agents, sample, cancellationToken);

        var all = new Figure("bare gateway, all connected", "s", [storm.TotalSeconds]);
        var afterStop = new Figure("stopped until all are back", "s", [stopped.Back.TotalSeconds]);
        var afterKill = new Figure("killed until all are back", "s", [killed.Back.TotalSeconds]);
        return
        [
            afterStop, new("of that, until it answers again", "s", [stopped.Answers.TotalSeconds]), new($"then a job to each of {sample}", "s", [handedAfterStop.TotalSeconds]),
            afterKill, new("of that, until it answers again", "s", [killed.Answers.TotalSeconds]), new($"then a job to each of {sample}", "s", [handedAfterKill.TotalSeconds]),
            all, afterStop.RatioTo(all, "≤ 1.5"), afterKill.RatioTo(all, "≤ 1.5"),
            new("dials, for each agent and return", "dials", [(returning.Dials - dials) / 2.0 / streams]),
            new("of those sent away", "dials", [(returning.ToldToWait - toldToWait) / 2.0 / streams]),
            new("agents without a lease, at most", "agents", [leases.MostDisconnected], "0"),
        ];
    }

    private static Task<TimeSpan> AllThereAsync(Crowd crowd, int streams, CancellationToken cancellationToken) =>
        Until.IsTrueAsync(() => crowd.Welcomed == streams, Patience, "all agents are connected", cancellationToken);

    private static async Task<(TimeSpan Answers, TimeSpan Back)> RestartAsync(
        ScaleStack stack, Crowd crowd, int streams, Func<LeashedProcess, Task> endAsync, CancellationToken cancellationToken)
    {
        var (started, dials) = (Stopwatch.GetTimestamp(), crowd.Dials);
        await endAsync(stack.Server);
        await stack.StopServerAsync();
        await stack.StartControlPlaneAsync(cancellationToken);
        var answers = Stopwatch.GetElapsedTime(started);

        // That many new streams: before, the crowd may not know yet that its old ones are gone.
        await Until.IsTrueAsync(
            () => crowd.Welcomed == streams && crowd.Dials >= dials + streams, Patience, "all agents are back", cancellationToken);
        return (answers, Stopwatch.GetElapsedTime(started));
    }

    private static async Task<TimeSpan> HandOutAsync(
        ScaleStack stack, Crowd crowd, IReadOnlyList<ScaleAgent> agents, int sample, CancellationToken cancellationToken)
    {
        var labels = Random.Shared.GetItems([.. agents.Select(agent => agent.Label)], sample);
        var (started, assigned) = (Stopwatch.GetTimestamp(), crowd.Assigned);
        await JobRequests.SubmitManyAsync(stack.Client, labels, sample, cancellationToken);
        await Until.IsTrueAsync(() => crowd.Assigned >= assigned + sample, Patience, "all jobs are handed out", cancellationToken);
        return Stopwatch.GetElapsedTime(started);
    }
}
