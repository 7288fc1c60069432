using Freehold.Agent.Assignments;
using Freehold.Agent.Executors;
using Freehold.Agent.Executors.Kubernetes;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Tests.Executors.Kubernetes;

/// <summary>The same promises on the API double and, when KUBECONFIG names one, on a real cluster.</summary>
[TestFixtureSource(typeof(ClusterUnderTest), nameof(ClusterUnderTest.Names))]
public sealed class When_workers_run_on_a_cluster_for_real(string cluster)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Test]
    public async Task What_a_worker_reports_and_how_it_ends_is_told()
    {
        await using var run = await StartAsync($"echo '{ClusterBench.Started}'; echo '{ClusterBench.Succeeded}'");

        var (reports, end) = await run.WatchAsync();

        Assert.That(reports, Is.EqualTo(new[] { WorkerReport.KindOneofCase.Started, WorkerReport.KindOneofCase.Succeeded }));
        Assert.That(end, Is.EqualTo(new WorkerEnded(ExitCode: 0, Signal: 0)));
    }

    [TestCase("exit 3", 3, 0)]
    [TestCase("exit 139", null, 11)]
    public async Task A_failure_is_told(string script, int? exitCode, int signal)
    {
        await using var run = await StartAsync(script);

        Assert.That((await run.WatchAsync()).End, Is.EqualTo(new WorkerEnded(exitCode, signal)));
    }

    [Test]
    public async Task A_worker_that_is_stopped_says_its_last_words()
    {
        await using var run = await StartAsync($$$"""trap 'echo "{\"cancelled\":{}}"; exit 143' TERM; echo '{{{ClusterBench.Started}}}'; while :; do sleep 0.1; done""");
        await Eventually.IsTrueAsync(() => run.IsRunning, Limit);

        await run.Agent.Executor.StopAsync(run.Attempt, CancellationToken.None).InTime(Limit);

        Assert.That((await run.WatchAsync()).Reports, Does.Contain(WorkerReport.KindOneofCase.Cancelled));
    }

    [Test]
    public async Task The_next_agent_takes_a_running_worker_over()
    {
        await using var run = await StartAsync($"echo '{ClusterBench.Started}'; sleep 2; echo '{ClusterBench.Succeeded}'");
        await Eventually.IsTrueAsync(() => run.IsRunning, Limit);

        await run.RestartAgentAsync();
        await run.Agent.Executor.StartAsync(run.Order, CancellationToken.None).InTime(Limit);
        var (reports, end) = await run.WatchAsync();

        Assert.That(end.ExitCode, Is.Zero);
        Assert.That(reports, Is.EqualTo(new[] { WorkerReport.KindOneofCase.Started, WorkerReport.KindOneofCase.Succeeded }));
    }

    private async Task<Run> StartAsync(string script)
    {
        var run = new Run(await ClusterUnderTest.StartAsync(cluster), script);
        await run.Agent.Watch.StartAsync(CancellationToken.None);
        await run.Agent.Executor.StartAsync(run.Order, CancellationToken.None).InTime(Limit);
        return run;
    }

    private sealed class Run : IAsyncDisposable
    {
        private readonly ClusterUnderTest _cluster;
        private readonly WorkerOptions _workers;
        private readonly ErrorLogScope _log = new();

        public Run(ClusterUnderTest cluster, string script)
        {
            _cluster = cluster;
            _workers = cluster.WorkersThat(script);
            Agent = NewAgent();
        }

        public WorkOrder Order { get; } = ClusterBench.NewOrder();

        public AttemptId Attempt => Order.Attempt;

        public ClusterAgent Agent { get; private set; }

        public bool IsRunning => Agent.Sights.Look(Attempt).Sight.Main?.Running is not null;

        public async Task RestartAgentAsync()
        {
            await Agent.DisposeAsync();
            Agent = NewAgent();
            await Agent.Watch.StartAsync(CancellationToken.None);
        }

        public async Task<(IReadOnlyList<WorkerReport.KindOneofCase> Reports, WorkerEnded End)> WatchAsync()
        {
            using var limit = new CancellationTokenSource(Limit);
            var seen = new List<WorkerObservation>();
            await foreach (var observation in Agent.Executor.WatchAsync(Attempt, limit.Token))
                seen.Add(observation);
            return ([.. seen.OfType<WorkerReported>().Select(each => each.Report.KindCase)], (WorkerEnded)seen[^1]);
        }

        public async ValueTask DisposeAsync()
        {
            await Agent.Executor.RemoveAsync(Attempt, CancellationToken.None).InTime(Limit);
            await Agent.DisposeAsync();
            await _cluster.DisposeAsync();
            _log.Verify();
        }

        private ClusterAgent NewAgent() => ClusterAgent.Make(_cluster.Configuration, _cluster.Namespace, TimeProvider.System, _workers, _log);
    }
}
