using Freehold.Agent.Executors.Kubernetes;
using Freehold.Agent.Executors.Kubernetes.Phases;
using Freehold.Agent.Tests.Executors.Kubernetes;
using Freehold.Agent.Tests.ScriptedControlPlane;
using Freehold.Protocol.V1;
using Freehold.Testing.Kubernetes;
using Google.Protobuf;

namespace Freehold.Agent.Tests.Leadership;

public sealed class When_the_leader_of_spread_tasks_is_killed : AgentReplicas
{
    private const string Document = """{"input":"file:///in/*.csv","kind":"transform","output":"file:///out/","parallelism":4}""";
    private const int Tasks = 4;

    // Such a pod runs on until it is let go.
    private Func<SimulatedPod, bool> _isHeld = _ => false;
    private SimulatedPod? _held;

    [SetUp]
    public void PlayPods() => Cluster.Jobs.PodMade = pod =>
    {
        pod.Run();
        if (VerbOf(pod) is "plan")
            pod.Writes(ClusterBench.Started);
        if (_isHeld(pod))
            Volatile.Write(ref _held, pod);
        else
            Finish(pod);
    };

    // Of an attempt that the control plane knows to have started, and of one whose start died with the leader.
    [Test]
    public async Task The_other_replica_goes_on_with_the_same_Jobs(
        [Values("plan", "plan-tasks", "task", "tasks-commit", "commit")] string at, [Values] bool startIsKnown)
    {
        var (leader, led, _, _) = await StartBothAsync();
        var (hold, jobs) = at switch
        {
            "plan" => ("plan", 1),
            "plan-tasks" => ("", 1),
            "task" => ("task", 2),
            "tasks-commit" => ("", 2),
            _ => ("commit", 3),
        };
        _isHeld = pod => VerbOf(pod) == hold && pod.Index is null or Tasks - 1;
        if (hold.Length == 0)
            Cluster.Faults.Hangs = request => request is { Caller: First, Verb: "POST", Resource: "jobs" } && JobsThere() == jobs;

        var attempt = await led.StartAsync(Document);
        await led.NextEventAsync(attempt, happened => happened.Started is not null);
        await Eventually.IsTrueAsync(() => hold.Length > 0
            ? Volatile.Read(ref _held) is not null
            : Cluster.Requests.Count(request => request is "POST jobs") == jobs + 1);
        await leader.KillAsync();
        var (stream, hello) = await NextStreamAsync(
            Second, ReplicaRole.Leader, startIsKnown ? KeepStarted(attempt) : Messages.Verdict(attempt, InventoryDecision.Keep));
        if (_held is { } pod)
            Finish(pod);
        var end = await stream.NextTerminalAsync(attempt);

        Assert.That(hello.Inventory.Select(entry => entry.Attempt), Is.EqualTo(new[] { attempt.ToReference() }), "once, however many Jobs it has");
        Assert.That(end.Succeeded, Is.Not.Null, $"{end}");
        Assert.That(Cluster.Jobs.All.Select(VerbOf), Is.EquivalentTo(Enumerable.Repeat("task", Tasks).Append("plan").Append("commit")));
        var told = stream.EventsOf(attempt);
        Assert.That(told.Where(happened => happened.Tasks is not null).SelectMany(happened => happened.Tasks.Changed).Select(task => (task.Index, task.State)),
            Is.EquivalentTo(Enumerable.Range(0, Tasks).Select(index => ((uint)index, TaskState.Succeeded))));
        Assert.That(told.Count(happened => happened.Started is not null), Is.EqualTo(startIsKnown ? 0 : 1));
        Assert.That(told[0].Sequence, Is.EqualTo(startIsKnown ? 2 : 1));

        await stream.SendAsync(Messages.Acknowledge(attempt, end.Sequence));
        await Eventually.IsTrueAsync(() => JobsThere() == 0);
    }

    [Test]
    public async Task A_stop_that_reached_the_first_Job_alone_reaches_all_of_them()
    {
        var (leader, led, _, _) = await StartBothAsync();
        _isHeld = pod => VerbOf(pod) is "task";
        var attempt = await led.StartAsync(Document);
        await Eventually.IsTrueAsync(() => Cluster.Jobs.PodsOf(AttemptNames.Of(attempt, JobPhase.Tasks)).Count == Tasks);

        // As if it had died right after the first request.
        await leader.KillAsync();
        var first = Cluster.Store.Find("jobs", ClusterBench.Namespace, AttemptNames.Of(attempt))!;
        first["metadata"]!["annotations"]![AttemptLabels.Stopped] = "Cancelled";
        first["spec"]!["suspend"] = true;
        Cluster.Store.Put("jobs", first);
        var (stream, _) = await NextStreamAsync(Second, ReplicaRole.Leader, KeepStarted(attempt));
        var end = await stream.NextTerminalAsync(attempt);

        Assert.That(end.Cancelled, Is.Not.Null, $"{end}");
        Assert.That(Cluster.Jobs.All.Where(pod => pod.IsThere).Select(VerbOf), Has.None.EqualTo("task"));
        Assert.That((bool?)Cluster.Store.Find("jobs", ClusterBench.Namespace, AttemptNames.Of(attempt, JobPhase.Tasks))!["spec"]!["suspend"], Is.True);
    }

    private static string VerbOf(SimulatedPod pod) =>
        ((string)pod.Container["args"]![0]!, pod.Container["args"]!.AsArray().Any(word => (string?)word == "--abandon")) is (var verb, false) ? verb : "abandon";

    private static void Finish(SimulatedPod pod)
    {
        switch (VerbOf(pod))
        {
            case "plan":
                pod.Writes(Line(new() { Progress = new() { TasksTotal = Tasks, BytesTotal = 40 } }));
                pod.Ends(0);
                break;
            case "task":
                pod.Ends(0, message: Line(new() { Tasks = new() { Changed = { new TaskChanged { Index = (uint)pod.Index!, State = TaskState.Succeeded, Try = 1 } } } }));
                break;
            case "commit":
                pod.Ends(0, message: ClusterBench.Succeeded + "\n");
                break;
            default:
                pod.Ends(0);
                break;
        }
    }

    private static string Line(WorkerReport report) => JsonFormatter.Default.Format(report);

    private int JobsThere() => Cluster.Store.All("jobs", ClusterBench.Namespace).Count;
}
