using Freehold.Agent.Executors;
using Freehold.Agent.Executors.Kubernetes;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Tests.Executors.Kubernetes;

public sealed class When_a_pod_reports_tasks
{
    private const string FirstRuns = """{"tasks":{"changed":[{"index":0,"objectName":"a.csv","state":"TASK_STATE_RUNNING","try":1}]}}""";
    private const string FirstIsDone = """{"tasks":{"changed":[{"index":0,"objectName":"a.csv","state":"TASK_STATE_SUCCEEDED","try":1,"rows":"3"},{"index":1,"state":"TASK_STATE_RUNNING","try":1}]}}""";
    private const string SecondIsTriedAgain = """{"tasks":{"changed":[{"index":1,"state":"TASK_STATE_RETRYING","try":1}],"omitted":7}}""";
    private const string SecondRunsAgain = """{"tasks":{"changed":[{"index":1,"state":"TASK_STATE_RUNNING","try":2}]}}""";
    private const string SecondIsDone = """{"tasks":{"changed":[{"index":1,"state":"TASK_STATE_SUCCEEDED","try":2}]}}""";

    [Test]
    public async Task Every_task_is_told_in_its_last_state()
    {
        await using var bench = await ClusterBench.StartAsync();
        var (attempt, pod) = await bench.StartRunningAsync();
        var watched = bench.Watch(attempt);
        pod.Writes(FirstRuns);
        await watched.SeesAsync(seen => seen is WorkerReported { Report.KindCase: WorkerReport.KindOneofCase.Tasks });

        foreach (var line in (string[])[FirstIsDone, SecondIsTriedAgain, SecondRunsAgain, SecondIsDone, ClusterBench.Succeeded])
            pod.Writes(line);
        pod.Ends(0);
        await watched.EndsAsync();

        Assert.That(LastStates(watched), Is.EqualTo(new[] { (0u, TaskState.Succeeded, 1u), (1u, TaskState.Succeeded, 2u) }));
        Assert.That(watched.Seen.OfType<WorkerReported>().Select(seen => seen.Report.Tasks?.Omitted ?? 0).Max(), Is.EqualTo(7));
    }

    [Test]
    public void A_log_that_is_read_again_says_nothing_twice_and_takes_nothing_back()
    {
        var tasks = new ReportedTasks();
        string[] log = [FirstRuns, FirstIsDone, SecondIsTriedAgain, SecondRunsAgain, SecondIsDone];

        var first = log.Select((line, place) => tasks.Add(TasksOf(line), place + 1)).ToList();
        var again = log.Select((line, place) => tasks.Add(TasksOf(line), log.Length + place + 1)).ToList();

        Assert.That(first, Is.All.True);
        Assert.That(again, Is.All.False);
        Assert.That(tasks.Since(log.Length), Is.Null);
        Assert.That(tasks.Since(2)!.Tasks.Changed.Single(), Is.EqualTo(TasksOf(SecondIsDone).Changed.Single()));
    }

    private static Tasks TasksOf(string line) => WorkerReport.Parser.ParseJson(line).Tasks;

    private static IEnumerable<(uint Index, TaskState State, uint Try)> LastStates(WatchedAttempt watched) => watched.Seen
        .OfType<WorkerReported>().SelectMany(seen => seen.Report.Tasks?.Changed ?? [])
        .GroupBy(task => task.Index).Select(changes => (changes.Key, changes.Last().State, changes.Last().Try)).OrderBy(task => task.Key);
}
