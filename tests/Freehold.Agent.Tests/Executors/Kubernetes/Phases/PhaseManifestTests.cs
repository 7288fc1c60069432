using System.Text.Json.Nodes;
using Freehold.Agent.Executors;
using Freehold.Agent.Executors.Kubernetes;
using Freehold.Agent.Executors.Kubernetes.Phases;
using Freehold.Agent.Startup;

namespace Freehold.Agent.Tests.Executors.Kubernetes.Phases;

public sealed class PhaseManifestTests
{
    private const string Document = """{"input":"file:///in/*","kind":"transform","output":"file:///out/","parallelism":40,"retries":2,"timeLimit":"1h","spec":{"rules":[]$REST}}""";

    private static readonly WorkerOptions Options = new() { Image = "worker:1", MaxPodsPerJob = 30 };

    [Test]
    public void A_document_that_asks_for_parallelism_is_planned_and_keeps_its_Secret_until_all_is_over()
    {
        var first = First();

        Assert.That(Arguments(first)[0], Is.EqualTo("plan"));
        Assert.That(Arguments(first), Does.Contain("--run-below").And.Contain($"{64 * 1024 * 1024}"));
        Assert.That((string?)first["metadata"]!["labels"]![AttemptLabels.Phase], Is.EqualTo("plan"));
        Assert.That((int)first["spec"]!["ttlSecondsAfterFinished"]!, Is.EqualTo(86_400 + 3 * 4200));
        Assert.That(Arguments(First(parallelism: 1))[0], Is.EqualTo("run"));
    }

    [TestCase(12, 12, 12)]
    [TestCase(40, 40, 30)]
    [TestCase(25_000, 8_334, 30)]
    public void The_Job_of_the_tasks_has_an_index_a_task_and_as_many_pods_as_both_sides_allow(int tasks, int indexes, int pods)
    {
        var spec = PhaseManifest.TasksOf(First(), tasks, 1, Options)["spec"]!;

        Assert.That(((string?)spec["completionMode"], (int)spec["completions"]!, (int)spec["parallelism"]!), Is.EqualTo(("Indexed", indexes, pods)));
        Assert.That((int)spec["backoffLimitPerIndex"]!, Is.EqualTo(2));
        Assert.That((long)spec["activeDeadlineSeconds"]!, Is.EqualTo(4200));
    }

    [TestCase("", 0)]
    [TestCase(""", "badFiles":"quarantine" """, null)]
    public void The_first_index_that_is_given_up_ends_it_unless_bad_files_are_put_aside(string rest, int? mostFailed)
    {
        Assert.That((int?)PhaseManifest.TasksOf(First(rest), 5, 1, Options)["spec"]!["maxFailedIndexes"], Is.EqualTo(mostFailed));
    }

    // What another try cannot heal ends the Job; what the cluster did to a pod counts against nobody.
    [Test]
    public void Exit_codes_and_disruptions_have_their_rules()
    {
        var rules = PhaseManifest.TasksOf(First(), 5, 1, Options)["spec"]!["podFailurePolicy"]!["rules"]!.AsArray();

        Assert.That(rules.Select(rule => (string?)rule!["action"]), Is.EqualTo(["FailJob", "Ignore"]));
        Assert.That(rules[0]!["onExitCodes"]!.ToJsonString(), Is.EqualTo("""{"containerName":"main","operator":"In","values":[2,65,78]}"""));
        Assert.That(rules[1]!["onPodConditions"]!.ToJsonString(), Is.EqualTo("""[{"type":"DisruptionTarget","status":"True"}]"""));
    }

    [Test]
    public void Later_pods_are_the_first_one_with_other_arguments()
    {
        var first = First();
        var tasks = PhaseManifest.TasksOf(first, 5, 77, Options);
        var commit = PhaseManifest.CommitOf(first, [new(3, "oom_killed")], Options);

        Assert.That(Arguments(tasks), Is.EqualTo(["task", .. Arguments(first)[1..8], "--result-to", "/dev/termination-log"]));
        Assert.That(Arguments(commit), Is.EqualTo(["commit", .. Arguments(first)[1..8], "--result-to", "/dev/termination-log", "--given-up", "3=oom_killed"]));
        foreach (var later in new[] { tasks, commit })
        {
            Assert.That(later["spec"]!["template"]!["spec"]!["volumes"]!.ToJsonString(), Is.EqualTo(first["spec"]!["template"]!["spec"]!["volumes"]!.ToJsonString()));
            Assert.That(later["metadata"]!["ownerReferences"]!.ToJsonString(), Does.Contain("uid-of-first").And.Not.Contain("controller"));
            Assert.That(later["spec"]!["template"]!["metadata"]!["labels"]!.ToJsonString(), Does.Not.Contain("controller-uid"));
        }

        Assert.That((string?)tasks["metadata"]!["annotations"]![AttemptLabels.Tasks], Is.EqualTo("5"));
        Assert.That((string?)tasks["metadata"]!["annotations"]![AttemptLabels.Bytes], Is.EqualTo("77"));
    }

    [Test]
    public void In_a_queue_every_Job_waits_for_itself()
    {
        var queued = new WorkerOptions { Image = "worker:1", KueueQueue = "team-a" };
        var first = First(options: queued);

        foreach (var job in new[] { first, PhaseManifest.TasksOf(first, 5, 1, queued), PhaseManifest.CommitOf(first, [], queued) })
        {
            Assert.That((bool?)job["spec"]!["suspend"], Is.True);
            Assert.That((string?)job["metadata"]!["labels"]!["kueue.x-k8s.io/queue-name"], Is.EqualTo("team-a"));
            Assert.That((string?)job["spec"]!["podReplacementPolicy"], Is.EqualTo("Failed"));
        }

        Assert.That(PhaseManifest.AbandonOf(first, queued)["spec"]!["suspend"], Is.Null);
    }

    private static JsonObject First(string rest = "", int parallelism = 40, WorkerOptions? options = null)
    {
        var manifest = new JobManifest(
            Microsoft.Extensions.Options.Options.Create(options ?? Options),
            Microsoft.Extensions.Options.Options.Create(new ExecutorOptions()),
            Microsoft.Extensions.Options.Options.Create(new AgentOptions { Label = "test-agent", StateDirectory = "/nowhere" }));
        var document = Document.Replace("$REST", rest, StringComparison.Ordinal).Replace("40", $"{parallelism}", StringComparison.Ordinal);
        var first = manifest.BodyOf(ClusterBench.NewOrder(document));

        // As the API server has it.
        first["metadata"]!["uid"] = "uid-of-first";
        first["spec"]!["template"]!["metadata"]!["labels"]!["controller-uid"] = "uid-of-first";
        return first;
    }

    private static string[] Arguments(JsonObject job) =>
        [.. job["spec"]!["template"]!["spec"]!["containers"]![0]!["args"]!.AsArray().Select(argument => (string)argument!)];
}
