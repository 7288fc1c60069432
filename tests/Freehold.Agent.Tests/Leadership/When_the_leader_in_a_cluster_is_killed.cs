using Freehold.Agent.Assignments;
using Freehold.Agent.Executors.Kubernetes;
using Freehold.Agent.Tests.Executors.Kubernetes;
using Freehold.Agent.Tests.ScriptedControlPlane;
using Freehold.JobContract.Documents;
using Freehold.Protocol.V1;
using Freehold.Testing.Kubernetes;
using Grpc.Core;

namespace Freehold.Agent.Tests.Leadership;

public sealed class When_the_leader_in_a_cluster_is_killed : AgentReplicas
{
    [Test]
    public async Task In_the_middle_of_a_job_the_other_replica_goes_on_with_it()
    {
        var (leader, led, _, waiting) = await StartBothAsync();
        var (attempt, pod) = await StartRunningAsync(led);

        await leader.KillAsync();
        var (stream, hello) = await NextStreamAsync(Second, ReplicaRole.Leader, KeepStarted(attempt));
        End(pod);
        var end = await stream.NextTerminalAsync(attempt);

        Assert.That(waiting.Received[^1].Goodbye, Is.Not.Null, "it leaves as a standby before it comes as the leader");
        Assert.That(hello.Inventory.Single(), Is.EqualTo(new InventoryEntry
        {
            Attempt = attempt.ToReference(),
            Phase = AttemptPhase.Confirmed,
            DocumentDigest = JobDocument.DigestOf(Messages.Document),
            Rebuilt = true,
        }));
        Assert.That(end.Succeeded, Is.Not.Null);
        Assert.That(stream.EventsOf(attempt).Select(happened => happened.Sequence), Is.EqualTo(new ulong[] { 2 }), "the start is known, and its number taken");
        Assert.That(Cluster.Jobs.Made, Is.EqualTo(1));

        await stream.SendAsync(Messages.Acknowledge(attempt, 2));
        await Eventually.IsTrueAsync(() => !HasJob(attempt));
    }

    [Test]
    public async Task What_the_control_plane_has_not_heard_is_told()
    {
        var (leader, led, _, _) = await StartBothAsync();
        var (attempt, pod) = await StartRunningAsync(led);

        await leader.KillAsync();
        var (stream, _) = await NextStreamAsync(Second, ReplicaRole.Leader, Messages.Verdict(attempt, InventoryDecision.Keep, acknowledged: 0));
        End(pod);
        await stream.NextTerminalAsync(attempt);

        Assert.That(stream.EventsOf(attempt).Select(happened => (happened.Sequence, happened.KindCase)),
            Is.EqualTo(new[] { (1UL, JobEvent.KindOneofCase.Started), (2UL, JobEvent.KindOneofCase.Succeeded) }));
    }

    [Test]
    public async Task After_a_worker_ended_its_end_is_made_anew()
    {
        var (leader, led, _, _) = await StartBothAsync();
        var (attempt, pod) = await StartRunningAsync(led);
        End(pod);
        await led.NextTerminalAsync(attempt);

        await leader.KillAsync();
        var (stream, _) = await NextStreamAsync(Second, ReplicaRole.Leader, KeepStarted(attempt));
        var end = await stream.NextTerminalAsync(attempt);

        Assert.That((end.Sequence, end.KindCase), Is.EqualTo((2UL, JobEvent.KindOneofCase.Succeeded)));
    }

    [Test]
    public async Task An_end_that_the_control_plane_has_is_not_told_again()
    {
        var (leader, led, _, _) = await StartBothAsync();
        var (attempt, pod) = await StartRunningAsync(led);
        End(pod);
        await led.NextTerminalAsync(attempt);

        await leader.KillAsync();
        var verdict = Messages.Verdict(attempt, InventoryDecision.Cancel, acknowledged: 2);
        (verdict.Started, verdict.Ended) = (true, true);
        var (stream, _) = await NextStreamAsync(Second, ReplicaRole.Leader, verdict);

        await Eventually.IsTrueAsync(() => !HasJob(attempt));
        var next = await stream.StartAsync();
        End(PodOf(next) ?? await PodAppearsAsync(next));
        await stream.NextTerminalAsync(next);
        Assert.That(stream.EventsOf(attempt), Is.Empty);
    }

    [Test]
    public async Task Before_a_Job_has_its_document_the_Job_goes_and_the_attempt_with_it()
    {
        var (leader, led, _, _) = await StartBothAsync();
        Cluster.Jobs.PodMade = pod => pod.WaitsIn("ContainerCreating");
        Cluster.Faults.Hangs = request => request is { Caller: First, Verb: "POST", Resource: "secrets" };
        var attempt = await led.StartAsync();
        await Eventually.IsTrueAsync(() => HasJob(attempt));

        await leader.KillAsync();
        var (stream, hello) = await NextStreamAsync(Second, ReplicaRole.Leader, []);

        Assert.That(hello.Inventory, Is.Empty, "so that it is handed out again");
        Assert.That(HasJob(attempt), Is.False);
        var again = await stream.StartAsync(attempt: attempt with { Number = 2 });
        End(await PodAppearsAsync(again));
        await stream.NextTerminalAsync(again);
    }

    [Test]
    public async Task Before_the_answer_about_a_Job_came_it_is_found()
    {
        var (leader, led, _, _) = await StartBothAsync();
        Cluster.Faults.LosesAnswer = request => request is { Caller: First, Verb: "POST", Resource: "secrets" };
        var attempt = await led.StartAsync();
        await Eventually.IsTrueAsync(() => HasJob(attempt) && Cluster.Store.All("secrets", ClusterBench.Namespace).Count == 1);

        await leader.KillAsync();
        var (stream, hello) = await NextStreamAsync(Second, ReplicaRole.Leader, Messages.Verdict(attempt, InventoryDecision.Keep));
        End(await PodAppearsAsync(attempt));
        await stream.NextTerminalAsync(attempt);

        Assert.That(hello.Inventory, Has.Count.EqualTo(1));
        Assert.That(Cluster.Jobs.Made, Is.EqualTo(1));
    }

    [Test]
    public async Task Without_a_control_plane_jobs_are_followed_all_the_same()
    {
        var (leader, led, standby, waiting) = await StartBothAsync();
        var (attempt, pod) = await StartRunningAsync(led);

        ControlPlane.Answer = StatusCode.Unavailable;
        await leader.KillAsync();
        waiting.Close();
        await standby.LogsAsync(1960);
        End(pod);
        await standby.LogsAsync(1953);

        // Its pod may be gone before anybody asks.
        Cluster.Store.Delete("jobs", ClusterBench.Namespace, AttemptNames.Of(attempt));
        pod.Delete();
        ControlPlane.Answer = null;
        var (stream, hello) = await NextStreamAsync(Second, ReplicaRole.Leader, KeepStarted(attempt));
        var end = await stream.NextTerminalAsync(attempt);

        Assert.That((hello.Inventory.Single().Phase, hello.Inventory.Single().LastSequence), Is.EqualTo((AttemptPhase.Ended, 0UL)));
        Assert.That((end.Sequence, end.KindCase), Is.EqualTo((2UL, JobEvent.KindOneofCase.Succeeded)));
    }

    [Test]
    public async Task A_stop_that_it_had_asked_for_is_seen_to()
    {
        var (leader, led, _, _) = await StartBothAsync();
        var (attempt, pod) = await StartRunningAsync(led);
        pod.NodeIsAway = true;
        await led.SendAsync(Messages.Cancel(attempt));
        await Eventually.IsTrueAsync(() => (bool?)Cluster.Store.Find("jobs", ClusterBench.Namespace, AttemptNames.Of(attempt))?["spec"]!["suspend"] is true);

        await leader.KillAsync();
        var (stream, _) = await NextStreamAsync(Second, ReplicaRole.Leader, KeepStarted(attempt));
        pod.NodeIsAway = false;
        pod.Delete();

        Assert.That((await stream.NextTerminalAsync(attempt)).Cancelled, Is.Not.Null, "and not a worker that crashed");
    }

    private async Task<SimulatedPod> PodAppearsAsync(AttemptId attempt)
    {
        await Eventually.IsTrueAsync(() => PodOf(attempt) is not null);
        return PodOf(attempt)!;
    }
}
