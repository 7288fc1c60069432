using Freehold.Agent.Executors;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Tests.Executors.Kubernetes;

/// <summary>The same promises on the API double and, when KUBECONFIG names one, on a real cluster.</summary>
[TestFixtureSource(typeof(ClusterUnderTest), nameof(ClusterUnderTest.Names))]
public sealed class When_workers_run_on_a_cluster_for_real(string cluster)
{
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
        await Eventually.IsTrueAsync(() => run.IsRunning, ClusterRun.Limit);

        await run.Agent.Executor.StopAsync(run.Attempt, CancellationToken.None).InTime(ClusterRun.Limit);

        Assert.That((await run.WatchAsync()).Reports, Does.Contain(WorkerReport.KindOneofCase.Cancelled));
    }

    [Test]
    public async Task The_next_agent_takes_a_running_worker_over()
    {
        await using var run = await StartAsync($"echo '{ClusterBench.Started}'; sleep 2; echo '{ClusterBench.Succeeded}'");
        await Eventually.IsTrueAsync(() => run.IsRunning, ClusterRun.Limit);

        await run.RestartAgentAsync();
        await run.Agent.Executor.StartAsync(run.Order, CancellationToken.None).InTime(ClusterRun.Limit);
        var (reports, end) = await run.WatchAsync();

        Assert.That(end.ExitCode, Is.Zero);
        Assert.That(reports, Is.EqualTo(new[] { WorkerReport.KindOneofCase.Started, WorkerReport.KindOneofCase.Succeeded }));
    }

    private Task<ClusterRun> StartAsync(string script) => ClusterRun.StartAsync(cluster, script);
}
