using System.Diagnostics;
using System.Text.Json;
using Freehold.EndToEnd.Tests.Programs;
using Freehold.Testing;

namespace Freehold.EndToEnd.Tests.Situations;

/// <summary>kill -9 of the replica that leads, with the default settings, while a worker is in the middle of a job.</summary>
public sealed class When_the_leader_in_a_cluster_is_killed
{
    private const int Files = 60;
    private const int RowsEach = 40_000;

    // 15 s of the lease, a look, and the time that a new leader takes to read the cluster and say hello.
    private static readonly TimeSpan TakeoverLimit = TimeSpan.FromSeconds(20);

    private ClusterStack _cluster = null!;
    private string _id = null!;
    private JsonElement _job;
    private TimeSpan _takeover;

    private RestClient Api => _cluster.Stack.Api;

    [OneTimeSetUp]
    public async Task Kill()
    {
        (_cluster, var leader, var standby) = await ClusterStack.StartAsync();
        PeopleFiles.WriteMany(_cluster.Stack["in"], Files, RowsEach);
        _id = await Api.SubmitAsync(PeopleFiles.Document(_cluster.Stack["in/*.csv"], _cluster.Stack["out"], "retries: 2"));
        await Api.IsInTheMiddleAsync(_id);

        var killed = Stopwatch.GetTimestamp();
        await leader.KillAsync();
        await standby.PrintsAsync("attempts are taken over from their Jobs");
        _takeover = Stopwatch.GetElapsedTime(killed);
        await TestContext.Out.WriteLineAsync($"taken over after {_takeover.TotalSeconds:0.0} s");

        _job = await Api.ReachesAsync(_id, "succeeded|failed|cancelled|rejected", TimeSpan.FromSeconds(180));
    }

    [OneTimeTearDown]
    public async Task Stop() => await _cluster.DisposeAsync();

    [Test]
    public void The_other_replica_takes_over_in_time() => Assert.That(_takeover, Is.LessThan(TakeoverLimit));

    [Test]
    public void The_job_succeeds_at_its_first_attempt_and_with_one_pod()
    {
        Assert.That(_job.GetProperty("state").GetString(), Is.EqualTo("succeeded"), $"{_job}");
        Assert.That(_job.GetProperty("attempt").GetInt32(), Is.EqualTo(1));
        Assert.That(_cluster.Cluster.Jobs.Made, Is.EqualTo(1));
    }

    [Test]
    public void One_whole_output_is_committed()
    {
        var output = CommittedOutput.Of(_cluster.Stack["out"], _id);

        Assert.That((output.Files.Count, output.Rows), Is.EqualTo((Files, (long)Files * RowsEach)));
        Assert.That(CommittedOutput.Leftovers(_cluster.Stack["out"], _id), Is.Empty);
    }

    [Test]
    public async Task Every_event_is_there_once_and_in_order()
    {
        var events = await Api.EventsAsync(_id);

        var sequences = events.Select(each => each.GetProperty("sequence").GetInt64()).ToList();
        Assert.That(sequences, Is.EqualTo(Enumerable.Range(1, sequences.Count).Select(number => (long)number)));
        Assert.That(events.Count(each => each.GetProperty("kind").GetString() == "started"), Is.EqualTo(1));
        Assert.That(events.Count(each => each.GetProperty("kind").GetString() == "succeeded"), Is.EqualTo(1));
        Assert.That(events[^1].GetProperty("kind").GetString(), Is.EqualTo("succeeded"));
    }

    [Test]
    public async Task Progress_never_went_back()
    {
        var rows = (await Api.EventsAsync(_id)).Where(each => each.GetProperty("kind").GetString() == "progress")
            .Select(each => each.GetProperty("body").GetProperty("rowsRead").GetInt64());

        Assert.That(rows, Is.Ordered);
    }

    [Test]
    public async Task Every_task_is_shown_once_with_all_its_rows()
    {
        var tasks = await Api.TasksAsync(_id);

        Assert.That(tasks.Select(task => task.GetProperty("index").GetInt32()), Is.EqualTo(Enumerable.Range(0, Files)));
        Assert.That(tasks.Select(task => (task.GetProperty("state").GetString(), task.GetProperty("rows").GetInt64())), Is.All.EqualTo(("succeeded", (long)RowsEach)));
    }

    [Test]
    public async Task Nothing_is_left_in_the_cluster() => await Eventually.IsTrueAsync(() => _cluster.Jobs == 0);
}
