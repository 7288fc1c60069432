using System.Data;
using System.Diagnostics;
using Freehold.Benchmarks.Delivery;
using Freehold.Benchmarks.Figures;
using Freehold.ControlPlane.Dispatch;
using Freehold.ControlPlane.Submission;
using Freehold.JobContract.Documents;
using Npgsql;

namespace Freehold.Benchmarks.Queues;

/// <summary>
/// Jobs that are stored, claimed and ended, ten at a time and durable, while nothing else goes on and while another transaction
/// holds a snapshot; the same without marks, to show what they are for. The rate while it is held is that of the last fifth.
/// </summary>
internal sealed class HeldSnapshot : IBenchmark
{
    private const int AtATime = 10;

    public string Name => "held-snapshot";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkSize size, CancellationToken cancellationToken)
    {
        var length = TimeSpan.FromSeconds(size is BenchmarkSize.Quick ? 15 : 60);
        var (free, held, ratio) = await RunAsync(length, remembering: true, cancellationToken);
        var (_, _, naive) = await RunAsync(length, remembering: false, cancellationToken);
        return
        [
            new("without a held snapshot", "jobs/s", [free]), new($"after {length.TotalSeconds:0} s of a held snapshot", "jobs/s", [held]),
            new("held / not held", "ratio", [ratio], "≥ 0.85"), new("held / not held, without marks", "ratio", [naive]),
        ];
    }

    private static async Task<(double Free, double Held, double Ratio)> RunAsync(TimeSpan length, bool remembering, CancellationToken cancellationToken)
    {
        await using var stack = await DeliveryStack.StartAsync(cancellationToken);
        var agent = await stack.NewAgentAsync("bench", cancellationToken);
        var session = await stack.NewSessionAsync(agent, maxConcurrent: 1_000, cancellationToken);
        await CycleAsync(stack, session, remembering, TimeSpan.FromSeconds(2), cancellationToken);
        var free = await CycleAsync(stack, session, remembering, length / 5, cancellationToken);

        await using var holder = await stack.Source.OpenConnectionAsync(cancellationToken);
        await using var snapshot = await holder.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await using (var look = new NpgsqlCommand("select count(*) from agents", holder))
            await look.ExecuteScalarAsync(cancellationToken);
        await CycleAsync(stack, session, remembering, length * 4 / 5, cancellationToken);
        var held = await CycleAsync(stack, session, remembering, length / 5, cancellationToken);
        return (free, held, held / free);
    }

    private static async Task<double> CycleAsync(
        DeliveryStack stack, ClaimingSession session, bool remembering, TimeSpan length, CancellationToken cancellationToken)
    {
        var (submissions, claims) = (stack.Get<SubmissionStore>(), stack.Get<ClaimStore>());
        var document = JobDocumentReader.Read("""
            {"kind":"transform","agent":"bench","input":"file:///a/*.csv","output":"file:///o/","spec":{"rules":[{"columns":"email","action":"mask"}]}}
            """, DocumentUse.Submission).Document!;
        NewJob[] jobs = [.. Enumerable.Repeat(new NewJob
        {
            ProjectId = DeliveryStack.Project,
            AgentId = session.AgentId,
            Document = document,
            SubmittedBy = "bench",
            CorrelationId = "c",
            TraceParent = null,
            IdempotencyKey = null,
        }, AtATime)];

        var started = Stopwatch.GetTimestamp();
        var done = 0;
        while (Stopwatch.GetElapsedTime(started) < length)
        {
            // No session: the jobs are queued, as for an agent that is busy.
            await submissions.StoreAsync(jobs, [], cancellationToken);
            var claimed = await claims.ClaimAsync([remembering ? session : session with { Marks = new() }], AtATime, cancellationToken);
            if (claimed.Count != AtATime)
                throw new InvalidOperationException($"{claimed.Count} of {AtATime} jobs were claimed");

            await using var end = stack.Source.CreateCommand("""
                with ended as (update attempts set state = 'ended', outcome = 'succeeded' where job_id = any ($1) and number = 1)
                update jobs set state = 'succeeded' where id = any ($1)
                """);
            end.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. claimed.Select(attempt => attempt.JobId)] });
            await end.ExecuteNonQueryAsync(cancellationToken);
            done += AtATime;
        }

        return done / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
