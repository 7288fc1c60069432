using System.Diagnostics;
using Freehold.Benchmarks.Figures;
using Freehold.Benchmarks.Floors;

namespace Freehold.Benchmarks.ControlPlanes;

/// <summary>
/// From before the REST call until the agent has the assignment in hand, one job at a time: with the agent's stream on the
/// replica that is called, and on another one. Beside the two commits of a plain queue.
/// </summary>
internal sealed class SubmitLatency : IBenchmark
{
    public string Name => "submit-latency";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkSize size, CancellationToken cancellationToken)
    {
        var (turns, jobs) = size is BenchmarkSize.Quick ? (3, 200) : (9, 500);
        await using var stack = await RestStack.StartAsync(replicas: 2, cancellationToken);
        await using var agent = await stack.ConnectAgentAsync(0, "bench", maxConcurrent: 100, cancellationToken);
        agent.KeepsArrivals = true;
        await new PlainQueue(stack.Source).CreateAsync(cancellationToken);
        await using var plain = await NotifyAndClaim.StartAsync(stack.Source, cancellationToken);

        var (here, there, call, floor) = (new Percentiles(), new Percentiles(), new Percentiles(), new Percentiles());
        for (var turn = -1; turn < turns; turn++)
        {
            for (var job = 0; job < jobs; job++)
            {
                await SubmitAsync(stack.Client(0), agent, here, call, cancellationToken);
                await SubmitAsync(stack.Client(1), agent, there, null, cancellationToken);
                var started = Stopwatch.GetTimestamp();
                await plain.HandOverAsync(cancellationToken);
                floor.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            // The first turn compiles; it does not count.
            foreach (var percentiles in (Percentiles[])[here, there, call, floor])
                percentiles.EndTurn(counts: turn >= 0);
        }

        var two = floor.Figure("plain queue, two commits, p50", 0.5);
        var local = here.Figure("same replica, p50", 0.5);
        var remote = there.Figure("other replica, p50", 0.5);
        return
        [
            local, here.Figure("same replica, p99", 0.99), call.Figure("the call itself, p50", 0.5), remote, there.Figure("other replica, p99", 0.99),
            two, floor.Figure("plain queue, two commits, p99", 0.99), local.RatioTo(two, "≤ 0.7"), remote.RatioTo(two, "≤ 1.5"),
        ];
    }

    private static async Task SubmitAsync(
        HttpClient client, WorkingAgent agent, Percentiles arrivals, Percentiles? calls, CancellationToken cancellationToken)
    {
        var finished = agent.Finished;
        var started = Stopwatch.GetTimestamp();
        var job = await JobRequests.SubmitAsync(client, "bench", cancellationToken);
        calls?.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        arrivals.Add(Stopwatch.GetElapsedTime(started, await agent.ArrivalAsync(job)).TotalMilliseconds);

        // The load is low: the next job comes when this one is over.
        while (agent.Finished == finished)
            await Task.Delay(1, cancellationToken);
    }
}
