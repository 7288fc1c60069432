using System.Diagnostics;
using Freehold.Benchmarks.Delivery;
using Freehold.Benchmarks.Figures;
using Freehold.Benchmarks.Floors;
using Freehold.ControlPlane.Dispatch;

namespace Freehold.Benchmarks.Queues;

/// <summary>
/// What it takes to claim one job of an agent's queue when more and more jobs wait in it; beside the claim of a plain queue at
/// the same depth. The claims of a session begin at its marks; those "anew" have none, as after a restart.
/// </summary>
internal sealed class ClaimDepth : IBenchmark
{
    public string Name => "claim-depth";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkSize size, CancellationToken cancellationToken)
    {
        var (depths, turns, claims) = size is BenchmarkSize.Quick
            ? (new[] { 1_000, 10_000, 100_000 }, 3, 200)
            : (new[] { 1_000, 10_000, 100_000, 1_000_000 }, 5, 400);
        await using var stack = await DeliveryStack.StartAsync(cancellationToken);
        var agent = await stack.NewAgentAsync("bench", cancellationToken);
        var session = await stack.NewSessionAsync(agent, maxConcurrent: 1_000_000, cancellationToken);
        var plain = new PlainQueue(stack.Source);
        await plain.CreateAsync(cancellationToken);
        await using var connection = await stack.Source.OpenConnectionAsync(cancellationToken);
        var store = stack.Get<ClaimStore>();

        var figures = new List<Figure>();
        var (ours, waiting) = (new List<Figure>(), 0);
        foreach (var depth in depths)
        {
            await QueueAsync(stack, agent.AgentId, depth - waiting, cancellationToken);
            await plain.FillAsync(depth - waiting, cancellationToken);
            waiting = depth;

            // What filling left to be done, for hours on an idle server, must not run beside the claims.
            await stack.ExecuteAsync("vacuum analyze", cancellationToken);
            await stack.ExecuteAsync("checkpoint", cancellationToken);

            var (marked, anew, floor) = (new Percentiles(), new Percentiles(), new Percentiles());
            for (var turn = -1; turn < turns; turn++)
            {
                for (var i = 0; i < claims; i++)
                {
                    // As an agent that does its work: few attempts are under way.
                    if (i % 20 == 0)
                        await stack.ExecuteAsync("update attempts set state = 'ended' where state <> 'ended'", cancellationToken);
                    await TimeAsync(anew, () => store.ClaimAsync([session with { Marks = new() }], 1, cancellationToken));
                    await TimeAsync(marked, () => store.ClaimAsync([session], 1, cancellationToken));
                    await TimeAsync(floor, () => PlainQueue.ClaimAsync(connection, 1, cancellationToken));
                }

                foreach (var percentiles in (Percentiles[])[marked, anew, floor])
                    percentiles.EndTurn(counts: turn >= 0);
            }

            ours.Add(marked.Figure($"claim, {depth:N0} queued, p50", 0.5));
            figures.AddRange([ours[^1], anew.Figure($"claim anew, {depth:N0} queued, p50", 0.5), floor.Figure($"plain claim, {depth:N0} queued, p50", 0.5)]);
        }

        return [.. figures, ours[^1].RatioTo(ours[1], "≤ 1.2")];
    }

    private static async Task TimeAsync(Percentiles percentiles, Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        percentiles.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    private static Task QueueAsync(DeliveryStack stack, Guid agentId, int jobs, CancellationToken cancellationToken) => stack.ExecuteAsync($$"""
        insert into jobs (id, project_id, agent_id, kind, document, document_digest, priority, retries, on_partition, submitted_by, correlation_id)
        select (lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(n), 19, '0'))::uuid,
               '{{DeliveryStack.Project}}', '{{agentId}}', 'transform', '{}', '', 50, 0, 'keep', 'bench', 'c'
        from generate_series(1, {{jobs}}) n
        """, cancellationToken);
}
