using System.Diagnostics;
using Freehold.Benchmarks.Figures;
using Freehold.Benchmarks.Floors;

namespace Freehold.Benchmarks.ControlPlanes;

/// <summary>
/// Jobs from the REST call to their stored success, with assign, accept, confirm and two events between, with 1 and 10 agents,
/// one a call and 100 a call; beside a plain queue in the same database, one row and 100 rows a commit.
/// </summary>
internal sealed class JobThroughput : IBenchmark
{
    private const int Callers = 32;
    private const int CallersWithMany = 4;
    private const int JobsACall = 100;
    private const int RowClients = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public string Name => "job-throughput";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkSize size, CancellationToken cancellationToken)
    {
        var (turns, singles, many) = size is BenchmarkSize.Quick ? (3, 1_600, 4_800) : (5, 9_600, 48_000);
        await using var stack = await RestStack.StartAsync(replicas: 1, cancellationToken);
        var plain = new PlainQueue(stack.Source);
        await plain.CreateAsync(cancellationToken);
        var agents = new List<(string Label, WorkingAgent Agent)>();
        for (var i = 0; i < 10; i++)
            agents.Add(($"agent-{i}", await stack.ConnectAgentAsync(0, $"agent-{i}", maxConcurrent: 1_000, cancellationToken)));
        var one = agents[..1];

        var (tenSingle, oneSingle, tenMany, oneMany, rows, batches) = (Rates(), Rates(), Rates(), Rates(), Rates(), Rates());
        for (var turn = -1; turn < turns; turn++)
        {
            // The first turn compiles; it does not count.
            var counts = turn >= 0;
            await MeasureAsync(tenSingle, counts, singles, () => SubmitOneByOneAsync(stack, agents, singles, cancellationToken));
            await MeasureAsync(rows, counts, singles, () => plain.CycleAsync(singles, RowClients, 1, cancellationToken));
            await MeasureAsync(oneSingle, counts, singles, () => SubmitOneByOneAsync(stack, one, singles, cancellationToken));
            await MeasureAsync(tenMany, counts, many, () => SubmitManyAsync(stack, agents, many, cancellationToken));
            await MeasureAsync(batches, counts, many, () => plain.CycleAsync(many, CallersWithMany, JobsACall, cancellationToken));
            await MeasureAsync(oneMany, counts, many, () => SubmitManyAsync(stack, one, many, cancellationToken));
        }

        foreach (var (_, agent) in agents)
            await agent.DisposeAsync();

        var singleRow = new Figure("plain queue, single rows, 16 clients", "jobs/s", rows);
        var hundredRows = new Figure("plain queue, 100 rows, 4 clients", "jobs/s", batches);
        var tenAgents = new Figure("10 agents, one job a call", "jobs/s", tenSingle, "≥ 4,000");
        var tenAgentsMany = new Figure("10 agents, 100 jobs a call", "jobs/s", tenMany, "≥ 12,300");
        return
        [
            tenAgents, new("1 agent, one job a call", "jobs/s", oneSingle), singleRow, tenAgents.RatioTo(singleRow, "≥ 0.65"),
            tenAgentsMany, new("1 agent, 100 jobs a call", "jobs/s", oneMany, "≥ 6,000"), hundredRows, tenAgentsMany.RatioTo(hundredRows, "≥ 0.37"),
        ];
    }

    private static List<double> Rates() => [];

    private static async Task MeasureAsync(List<double> rates, bool counts, int jobs, Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        if (counts)
            rates.Add(jobs / Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    private static Task SubmitOneByOneAsync(
        RestStack stack, List<(string Label, WorkingAgent Agent)> agents, int jobs, CancellationToken cancellationToken) =>
        FinishAllAsync(agents, jobs, Enumerable.Range(0, Callers).Select(async caller =>
        {
            for (var job = 0; job < jobs / Callers; job++)
                await JobRequests.SubmitAsync(stack.Client(0), agents[(caller + job) % agents.Count].Label, cancellationToken);
        }), cancellationToken);

    private static Task SubmitManyAsync(
        RestStack stack, List<(string Label, WorkingAgent Agent)> agents, int jobs, CancellationToken cancellationToken) =>
        FinishAllAsync(agents, jobs, Enumerable.Range(0, CallersWithMany).Select(async _ =>
        {
            for (var call = 0; call < jobs / CallersWithMany / JobsACall; call++)
                await JobRequests.SubmitManyAsync(stack.Client(0), [.. agents.Select(each => each.Label)], JobsACall, cancellationToken);
        }), cancellationToken);

    private static async Task FinishAllAsync(
        List<(string Label, WorkingAgent Agent)> agents, int jobs, IEnumerable<Task> callers, CancellationToken cancellationToken)
    {
        var before = agents.Sum(each => each.Agent.Finished);
        await Task.WhenAll(callers);
        var started = Stopwatch.GetTimestamp();
        while (agents.Sum(each => each.Agent.Finished) < before + jobs)
        {
            await Task.Delay(2, cancellationToken);
            if (Stopwatch.GetElapsedTime(started) > Patience || agents.Any(each => each.Agent.Working.IsCompleted))
                throw new InvalidOperationException($"{before + jobs - agents.Sum(each => each.Agent.Finished)} of {jobs} jobs did not finish");
        }
    }
}
