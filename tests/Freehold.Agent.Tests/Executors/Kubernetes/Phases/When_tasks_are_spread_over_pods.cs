using Freehold.Agent.Executors;
using Freehold.Agent.Executors.Kubernetes.Phases;
using Freehold.JobContract.Failures;
using Freehold.Protocol.V1;
using Freehold.Testing.Kubernetes;

namespace Freehold.Agent.Tests.Executors.Kubernetes.Phases;

/// <summary>Real workers as pods of the double: one plans, one an index does the tasks, one commits.</summary>
[NonParallelizable]
public sealed class When_tasks_are_spread_over_pods
{
    private const string Quarantine = ",\"badFiles\":\"quarantine\"";

    [Test]
    public async Task Twelve_objects_become_one_output_although_one_is_bad_and_a_pod_is_lost()
    {
        await using var bench = await SpreadBench.StartAsync();
        for (var file = 0; file < 12; file++)
            bench.Put($"{file:D2}.csv", file == 5 ? "email,n\ncanary@example.org\n" : $"email,n\na@example.org,{file}\n");
        var evicted = new Lock();
        SimulatedPod? victim = null;
        bench.Api.Jobs.PodMade = pod =>
        {
            bool lost;
            lock (evicted)
                lost = pod.Index == 3 && Interlocked.CompareExchange(ref victim, pod, null) is null;
            if (!lost)
            {
                LocalPod.StartMounted(pod);
                return;
            }

            pod.Run();
            pod.SetCondition("DisruptionTarget", "True", "EvictionByEvictionAPI");
            pod.Delete();
        };

        await bench.StartAttemptAsync(bench.Order(Quarantine));
        var run = await bench.WatchAsync();

        Assert.That(run.Succeeded, Is.Not.Null, $"{run.End}");
        Assert.That(run.End, Is.EqualTo(new WorkerEnded(ExitCode: 0, Signal: 0)));
        Assert.That((run.Succeeded!.Totals.TasksDone, run.Succeeded.Totals.TasksQuarantined, run.Succeeded.Totals.RowsRead), Is.EqualTo((12u, 1u, 11ul)));
        Assert.That(bench.Written, Has.Count.EqualTo(12).And.Member("manifest.json").And.Member("1/03.csv"));
        Assert.That(bench.Verbs, Is.EquivalentTo(Enumerable.Repeat("task", 13).Append("plan").Append("commit")));

        Assert.That(run.Tasks.Keys, Is.EqualTo(Enumerable.Range(0, 12).Select(index => (uint)index)));
        Assert.That(run.Tasks.Values.Where(task => task.Index != 5).Select(task => (task.State, task.Rows, task.ObjectName)),
            Is.EqualTo(Enumerable.Range(0, 12).Where(index => index != 5).Select(index => (TaskState.Succeeded, 1ul, $"{index:D2}.csv"))));
        Assert.That((run.Tasks[5].State, run.Tasks[5].FailureDetail, run.Tasks[5].Line), Is.EqualTo((TaskState.Quarantined, FailureDetail.TooFewFields, 2ul)));
        Assert.That(run.Reports.Where(report => report.Tasks is not null).SelectMany(report => report.Tasks.Changed),
            Has.Some.Matches<TaskChanged>(task => task.Index == 3 && task.State is TaskState.Retrying && task.FailureCode == FailureCode.Evicted));
        Assert.That(run.Progress.Select(progress => progress.TasksDone), Is.Ordered.And.Some.InRange(1, 11));
        Assert.That(run.Progress.Select(progress => progress.TasksTotal).Distinct(), Is.EqualTo([12u]));
        TestContext.Out.WriteLine(string.Join('\n', bench.Api.Requests.GroupBy(request => request).Select(group => $"{group.Count()} {group.Key}")));
    }

    // Three Jobs and a Secret; a task costs none at all.
    [Test]
    public async Task A_job_costs_nine_to_eleven_requests_however_many_tasks_it_has()
    {
        await using var bench = await SpreadBench.StartAsync();
        for (var file = 0; file < 5; file++)
            bench.Put($"{file}.csv", "email\na@example.org\n");
        var before = Costs(bench);

        await bench.StartAttemptAsync(bench.Order());
        Assert.That((await bench.WatchAsync()).Succeeded, Is.Not.Null);
        await bench.Executor.RemoveAsync(bench.Attempt, CancellationToken.None).InTime();

        var costs = Costs(bench).Skip(before.Count).ToList();
        Assert.That(costs.Where(request => request is not "LOG"), Is.EqualTo(new[]
        {
            "POST jobs", "POST secrets", // plan
            "GET jobs", "POST jobs", // tasks
            "GET jobs", "POST jobs", // commit
            "DELETE jobs",
        }));
        Assert.That(costs.Count(request => request is "LOG"), Is.InRange(2, 4), "a log that ends before its pod is seen to have ended is read once more");
        await Eventually.IsTrueAsync(() => bench.Api.Store.All("jobs", ClusterBench.Namespace).Count == 0);
        Assert.That(bench.Api.Store.All("secrets", ClusterBench.Namespace), Is.Empty);
        Assert.That(bench.Api.Store.All("pods", ClusterBench.Namespace), Is.Empty);
    }

    [Test]
    public async Task A_bad_file_fails_the_job_with_its_name_and_nothing_is_left()
    {
        await using var bench = await SpreadBench.StartAsync();
        for (var file = 0; file < 4; file++)
            bench.Put($"{file}.csv", file == 2 ? "email,n\ncanary@example.org\n" : "email,n\na@example.org,1\n");

        await bench.StartAttemptAsync(bench.Order(more: ",\"parallelism\":2,\"retries\":2"));
        var run = await bench.WatchAsync();

        Assert.That((run.Failed?.Code, run.Failed?.Detail, run.Failed?.ObjectName, run.Failed?.Line), Is.EqualTo((FailureCode.BadInput, FailureDetail.TooFewFields, "2.csv", 2ul)));
        Assert.That(run.Tasks[2].State, Is.EqualTo(TaskState.Failed));
        Assert.That(bench.Written, Is.Empty);
        Assert.That(bench.Verbs.Count(verb => verb == "task"), Is.LessThanOrEqualTo(4));
    }

    // Its worker had no time to say anything: the cluster counts its tries, and what it was is in its pod.
    [TestCase("", false)]
    [TestCase(Quarantine, true)]
    public async Task An_index_that_runs_out_of_memory_each_time_fails_the_job_or_is_put_aside(string spec, bool succeeds)
    {
        await using var bench = await SpreadBench.StartAsync();
        for (var file = 0; file < 3; file++)
            bench.Put($"{file}.csv", "email,n\na@example.org,1\n");
        bench.Api.Jobs.PodMade = pod =>
        {
            if (pod.Index != 1)
            {
                LocalPod.StartMounted(pod);
                return;
            }

            pod.Run();
            pod.Ends(137, "OOMKilled");
        };

        await bench.StartAttemptAsync(bench.Order(spec, ",\"parallelism\":2,\"retries\":1"));
        var run = await bench.WatchAsync();

        Assert.That(bench.Api.Jobs.All.Count(pod => pod.Index == 1), Is.EqualTo(2));
        if (succeeds)
            Assert.That(run.Succeeded?.Quarantined.Select(task => (task.ObjectName, task.FailureCode)), Is.EqualTo(new[] { ("1.csv", FailureCode.OomKilled) }));
        else
            Assert.That((run.Failed?.Code, run.Failed?.ObjectName), Is.EqualTo((FailureCode.OomKilled, "1.csv")));
    }

    [Test]
    public async Task What_is_small_runs_in_the_first_pod()
    {
        await using var bench = await SpreadBench.StartAsync();
        bench.Put("a.csv", "email\na@example.org\n");

        await bench.StartAttemptAsync(bench.Order());
        var run = await bench.WatchAsync();

        Assert.That(run.Succeeded, Is.Not.Null);
        Assert.That(bench.Verbs, Is.EqualTo(["plan"]));
    }

    [TestCase(JobPhase.First)]
    [TestCase(JobPhase.Tasks)]
    [TestCase(JobPhase.Commit)]
    public async Task The_next_agent_goes_on_in_whichever_phase_it_comes(object phase)
    {
        await using var bench = await SpreadBench.StartAsync();
        for (var file = 0; file < 4; file++)
            bench.Put($"{file}.csv", "email\na@example.org\n");
        await bench.StartAttemptAsync(bench.Order());

        using (var killed = new CancellationTokenSource())
        {
            var watching = ReadAsync(bench, killed.Token);
            await Eventually.IsTrueAsync(() => bench.Has((JobPhase)phase), SpreadBench.Limit);
            await killed.CancelAsync();
            await watching.InTime();
        }

        await bench.RestartAgentAsync();
        await bench.StartAttemptAsync(bench.Order());
        var run = await bench.WatchAsync();

        Assert.That(run.Succeeded, Is.Not.Null, $"{run.End}");
        Assert.That(run.Tasks, Has.Count.EqualTo(4));
        Assert.That(bench.Verbs, Is.EquivalentTo(["plan", "task", "task", "task", "task", "commit"]));
    }

    [Test]
    public async Task Stopped_in_the_middle_of_the_tasks_it_leaves_nothing_but_logs()
    {
        await using var bench = await SpreadBench.StartAsync();
        for (var file = 0; file < 4; file++)
            bench.Put($"{file}.csv", "email\na@example.org\n");
        bench.Api.Jobs.PodMade = pod =>
        {
            if (pod.Index is null or 0)
                LocalPod.StartMounted(pod);
            else
                pod.Run();
        };
        await bench.StartAttemptAsync(bench.Order());
        using var stopped = new CancellationTokenSource();
        var watching = ReadAsync(bench, stopped.Token);
        await Eventually.IsTrueAsync(() => bench.Written.Contains("tasks/000000.json"), SpreadBench.Limit);
        await stopped.CancelAsync();
        await watching.InTime();

        await bench.Executor.StopAsync(bench.Attempt, CancellationToken.None).InTime(SpreadBench.Limit);
        var run = await bench.WatchAsync();

        Assert.That(run.End.Because, Is.Null);
        Assert.That(run.Succeeded, Is.Null);
        Assert.That(bench.Written, Is.Empty);
        Assert.That(bench.Has(JobPhase.Commit), Is.False);
    }

    private static List<string> Costs(SpreadBench bench) => [.. bench.Api.Requests.Where(request => request is not ("GET pods" or "GET events") && !request.StartsWith("WATCH", StringComparison.Ordinal))];

    private static async Task ReadAsync(SpreadBench bench, CancellationToken stopped)
    {
        try
        {
            await foreach (var _ in bench.Executor.WatchAsync(bench.Attempt, stopped))
            {
                // Until it is broken off.
            }
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
        }
    }
}
