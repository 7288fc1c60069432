using Freehold.Agent.Assignments;
using Freehold.Agent.Executors;
using Freehold.Agent.Executors.Kubernetes;
using Freehold.JobContract.Failures;
using Freehold.Protocol.V1;
using Freehold.Testing.Kubernetes;

namespace Freehold.Agent.Tests.Executors.Kubernetes;

public sealed class When_a_worker_runs_in_a_cluster
{
    [Test]
    public async Task Its_reports_and_its_end_are_seen()
    {
        await using var bench = await ClusterBench.StartAsync();
        var (attempt, pod) = await bench.StartRunningAsync();
        var watched = bench.Watch(attempt);
        await watched.SeesAsync(seen => seen is WorkerReported { Report.KindCase: WorkerReport.KindOneofCase.Started });

        pod.Writes(ClusterBench.Succeeded);
        pod.Ends(0);

        Assert.That(await watched.EndsAsync(), Is.EqualTo(new WorkerEnded(ExitCode: 0, Signal: 0)));
        Assert.That(watched.Reports, Is.EqualTo(new[] { WorkerReport.KindOneofCase.Started, WorkerReport.KindOneofCase.Succeeded }));
    }

    [Test]
    public async Task The_same_attempt_thrice_is_one_Job_with_one_pod()
    {
        await using var bench = await ClusterBench.StartAsync();
        var order = ClusterBench.NewOrder();

        await bench.Executor.StartAsync(order, CancellationToken.None).InTime();
        await bench.Executor.StartAsync(order, CancellationToken.None).InTime();
        await bench.RestartAgentAsync();
        await bench.Executor.StartAsync(order, CancellationToken.None).InTime();

        Assert.That(bench.Api.Store.All("jobs", ClusterBench.Namespace), Has.Count.EqualTo(1));
        Assert.That(bench.Api.Store.All("secrets", ClusterBench.Namespace), Has.Count.EqualTo(1));
        Assert.That(bench.Api.Jobs.Made, Is.EqualTo(1));
    }

    [Test]
    public async Task A_crash_between_Job_and_Secret_is_made_good()
    {
        await using var bench = await ClusterBench.StartAsync();
        var order = ClusterBench.NewOrder();
        bench.Api.Faults.Admission = (resource, _) => resource is "secrets" ? ApiStatus.WebhookDown() : null;
        await bench.Executor.StartAsync(order, CancellationToken.None).InTime();
        Assert.That(bench.Api.Store.All("secrets", ClusterBench.Namespace), Is.Empty);

        bench.Api.Faults.Admission = (_, _) => null;
        await bench.RestartAgentAsync();
        await bench.Executor.StartAsync(order, CancellationToken.None).InTime();

        var secret = bench.Api.Store.All("secrets", ClusterBench.Namespace).Single();
        Assert.That((string?)secret["stringData"]?["job.json"], Is.EqualTo(order.Document));
    }

    [Test]
    public async Task The_next_process_of_the_agent_takes_it_over_with_all_it_said()
    {
        await using var bench = await ClusterBench.StartAsync();
        var (attempt, pod) = await bench.StartRunningAsync();
        await bench.RestartAgentAsync();

        var watched = bench.Watch(attempt);
        pod.Writes(ClusterBench.Succeeded);
        pod.Ends(0);

        Assert.That((await watched.EndsAsync()).ExitCode, Is.Zero);
        Assert.That(watched.Reports, Is.EqualTo(new[] { WorkerReport.KindOneofCase.Started, WorkerReport.KindOneofCase.Succeeded }));
    }

    [Test]
    public async Task An_end_while_the_agent_was_away_is_told_when_it_is_back()
    {
        await using var bench = await ClusterBench.StartAsync();
        var (attempt, pod) = await bench.StartRunningAsync();
        pod.Writes(ClusterBench.Succeeded);
        pod.Ends(0);
        await bench.RestartAgentAsync();

        var watched = bench.Watch(attempt);

        Assert.That((await watched.EndsAsync()).ExitCode, Is.Zero);
        Assert.That(watched.Reports, Does.Contain(WorkerReport.KindOneofCase.Succeeded));
    }

    [Test]
    public async Task An_attempt_that_never_started_ends_at_once()
    {
        await using var bench = await ClusterBench.StartAsync();

        var end = await bench.Watch(ClusterBench.NewOrder().Attempt).EndsAsync();

        Assert.That(end, Is.EqualTo(new WorkerEnded(ExitCode: null, Signal: 0)));
    }

    [Test]
    public async Task Stopping_lets_it_say_its_last_words_and_leaves_the_attempt_taken()
    {
        await using var bench = await ClusterBench.StartAsync();
        var (attempt, pod) = await bench.StartRunningAsync();
        var watched = bench.Watch(attempt);
        await watched.SeesAsync(seen => seen is WorkerReported);
        pod.OnTerminate = asked =>
        {
            asked.Writes("""{"cancelled":{}}""");
            asked.Ends(143);
        };

        await bench.Executor.StopAsync(attempt, CancellationToken.None).InTime();
        await watched.EndsAsync();
        await bench.Executor.StartAsync(new WorkOrder(attempt, ScriptedControlPlane.Messages.Document, "", ""), CancellationToken.None).InTime();
        var again = bench.Watch(attempt);

        Assert.That((await again.EndsAsync()).Because, Is.Null);
        Assert.That(again.Reports, Does.Contain(WorkerReport.KindOneofCase.Cancelled));
        Assert.That(bench.Api.Jobs.Made, Is.EqualTo(1), "a stopped attempt must not start again");
    }

    [Test]
    public async Task Stopping_what_was_never_started_is_right()
    {
        await using var bench = await ClusterBench.StartAsync();

        await bench.Executor.StopAsync(ClusterBench.NewOrder().Attempt, CancellationToken.None).InTime();
        await bench.Executor.RemoveAsync(ClusterBench.NewOrder().Attempt, CancellationToken.None).InTime();
    }

    [Test]
    public async Task A_node_that_is_away_does_not_keep_a_stop_waiting_for_ever()
    {
        await using var bench = await ClusterBench.StartAsync();
        var (attempt, pod) = await bench.StartRunningAsync();
        pod.NodeIsAway = true;

        var stopping = bench.Executor.StopAsync(attempt, CancellationToken.None);

        await bench.Time.AdvanceUntilAsync(() => stopping.IsCompleted, TimeSpan.FromMinutes(1));
        Assert.That(bench.Lines.Select(line => line.EventId), Does.Contain(1954));
    }

    [Test]
    public async Task Removing_it_leaves_nothing_in_the_cluster()
    {
        await using var bench = await ClusterBench.StartAsync();
        var (attempt, pod) = await bench.StartRunningAsync();
        pod.Ends(0);

        await bench.Executor.RemoveAsync(attempt, CancellationToken.None).InTime();

        Assert.That(bench.Api.Store.All("jobs", ClusterBench.Namespace), Is.Empty);
        Assert.That(bench.Api.Store.All("pods", ClusterBench.Namespace), Is.Empty);
        Assert.That(bench.Api.Store.All("secrets", ClusterBench.Namespace), Is.Empty);
    }

    [Test]
    public async Task The_sweep_takes_what_belongs_to_no_attempt_and_nothing_else()
    {
        await using var bench = await ClusterBench.StartAsync();
        var (known, _) = await bench.StartRunningAsync();
        await bench.StartRunningAsync();
        await bench.RestartAgentAsync();

        await bench.Executor.SweepAsync(new HashSet<AttemptId> { known }, CancellationToken.None).InTime();

        Assert.That(bench.Api.Store.All("jobs", ClusterBench.Namespace).Select(job => (string?)job["metadata"]!["name"]), Is.EqualTo([AttemptNames.Of(known)]));
        Assert.That(bench.PodOf(known)!.IsThere, Is.True);
    }

    [Test]
    public async Task Its_last_words_stand_in_for_a_log_out_of_reach()
    {
        await using var bench = await ClusterBench.StartAsync();
        bench.Api.Faults.LogsAreAway = true;
        var (attempt, pod) = await bench.StartRunningAsync();
        var watched = bench.Watch(attempt);

        pod.Ends(1, message: "cut off line\n" + """{"failed":{"code":"bad_input","detail":"not_utf8"}}""");
        await watched.EndsAsync(TimeSpan.FromMinutes(1));

        var failed = watched.Seen.OfType<WorkerReported>().Single().Report.Failed;
        Assert.That(failed.Code, Is.EqualTo(FailureCode.BadInput));
    }

    [Test]
    public async Task A_Job_costs_four_calls()
    {
        await using var bench = await ClusterBench.StartAsync();
        await Eventually.IsTrueAsync(() => bench.Api.Requests.Count(request => request.StartsWith("WATCH", StringComparison.Ordinal)) == 3);
        var before = bench.Api.Requests.Count;
        var (attempt, pod) = await bench.StartRunningAsync();
        var watched = bench.Watch(attempt);
        await watched.SeesAsync(seen => seen is WorkerReported);
        pod.Writes(ClusterBench.Succeeded);
        pod.Ends(0);
        await watched.EndsAsync();
        await bench.Executor.RemoveAsync(attempt, CancellationToken.None).InTime();

        // A log that ends with its container before the watch has said so is read once more.
        Assert.That(bench.Api.Requests.Skip(before).Distinct(), Is.EqualTo(new[] { "POST jobs", "POST secrets", "LOG", "DELETE jobs" }));
    }

    [Test]
    public async Task The_same_name_with_another_document_is_a_bug_and_is_not_run()
    {
        await using var bench = await ClusterBench.StartAsync();
        bench.ExpectError(1952);
        var order = ClusterBench.NewOrder();
        await bench.Executor.StartAsync(order, CancellationToken.None).InTime();

        var other = order with { Document = order.Document.Replace("/in/", "/other/", StringComparison.Ordinal) };

        Assert.That(async () => await bench.Executor.StartAsync(other, CancellationToken.None).InTime(), Throws.TypeOf<WorkerNotStartedException>());
    }
}
