using System.Diagnostics;
using Freehold.Benchmarks.Delivery;
using Freehold.Benchmarks.Figures;
using Freehold.ControlPlane.Dispatch;
using Freehold.ControlPlane.Submission;
using Freehold.JobContract.Documents;

namespace Freehold.Benchmarks.Queues;

/// <summary>
/// Submissions for agents of another replica, which have to be told to it, beside the same without telling; and what telling
/// inside of the submission's own commit would cost, one row a commit, 16 clients.
/// </summary>
internal sealed class DispatchSignals : IBenchmark
{
    private const int Clients = 16;

    public string Name => "dispatch-signals";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkSize size, CancellationToken cancellationToken)
    {
        var (turns, jobs) = size is BenchmarkSize.Quick ? (3, 1_600) : (7, 9_600);
        await using var stack = await DeliveryStack.StartAsync(cancellationToken);
        var agent = await stack.NewAgentAsync("bench", cancellationToken);
        await stack.ExecuteAsync("create table plain_rows (payload text not null)", cancellationToken);

        var intake = stack.Get<SubmissionIntake>();
        var job = new NewJob
        {
            ProjectId = DeliveryStack.Project,
            AgentId = agent.AgentId,
            Document = JobDocumentReader.Read("""
                {"kind":"transform","agent":"bench","input":"file:///a/*.csv","output":"file:///o/","spec":{"rules":[{"columns":"email","action":"mask"}]}}
                """, DocumentUse.Submission).Document!,
            SubmittedBy = "bench",
            CorrelationId = "c",
            TraceParent = null,
            IdempotencyKey = null,
        };

        var (told, untold, inside, without) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        using var quiet = new SubmissionIntake(
            stack.Get<SubmissionStore>(), stack.Get<Freehold.ControlPlane.Entitlements.OrganizationEntitlements>(),
            stack.Get<Freehold.ControlPlane.AgentStreams.ConnectedAgents>(), new DispatchSignal(
                stack.Get<Freehold.ControlPlane.AgentStreams.ConnectedAgents>(), new(), TimeProvider.System),
            stack.Get<DispatchMetrics>(), new(TimeProvider.System), TimeProvider.System);
        await quiet.StartAsync(cancellationToken);
        for (var turn = -1; turn < turns; turn++)
        {
            // The first turn compiles; it does not count.
            var counts = turn >= 0;
            await MeasureAsync(told, counts, jobs, () => intake.SubmitAsync([job], cancellationToken));
            await MeasureAsync(untold, counts, jobs, () => quiet.SubmitAsync([job], cancellationToken));
            await MeasureAsync(inside, counts, jobs, () => InsertAsync(stack, "; notify bench", cancellationToken));
            await MeasureAsync(without, counts, jobs, () => InsertAsync(stack, "", cancellationToken));
        }

        await quiet.StopAsync(cancellationToken);
        var on = new Figure("submissions, other replicas told", "jobs/s", told);
        var off = new Figure("submissions, nobody told", "jobs/s", untold);
        var notify = new Figure("plain insert with NOTIFY in its commit", "rows/s", inside);
        var plain = new Figure("plain insert", "rows/s", without);
        return [on, off, on.RatioTo(off, "≥ 0.9"), notify, plain, notify.RatioTo(plain)];
    }

    private static async Task MeasureAsync(List<double> rates, bool counts, int jobs, Func<Task> submitAsync)
    {
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            for (var i = 0; i < jobs / Clients; i++)
                await submitAsync();
        }));
        if (counts)
            rates.Add(jobs / Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    private static async Task InsertAsync(DeliveryStack stack, string behind, CancellationToken cancellationToken)
    {
        await using var insert = stack.Source.CreateCommand($"insert into plain_rows values ('payload'){behind}");
        await insert.ExecuteNonQueryAsync(cancellationToken);
    }
}
