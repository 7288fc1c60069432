using System.Diagnostics;
using System.Text.Json;
using Freehold.EndToEnd.Tests.Programs;

namespace Freehold.EndToEnd.Tests.Situations;

/// <summary>kill -9 of each program while a worker is in the middle of a job: the job succeeds, with one output.</summary>
[TestFixture("control plane")]
[TestFixture("agent")]
[TestFixture("worker")]
public sealed class When_a_process_is_killed_in_the_middle_of_a_job(string victim)
{
    private const int Files = 40;
    private const int RowsEach = 40_000;

    private Stack _stack = null!;
    private string _id = null!;
    private JsonElement _job;

    [OneTimeSetUp]
    public async Task Kill()
    {
        _stack = await Stack.StartAsync();
        PeopleFiles.WriteMany(_stack["in"], Files, RowsEach);
        _id = await _stack.Api.SubmitAsync(PeopleFiles.Document(_stack["in/*.csv"], _stack["out"], "retries: 2"));
        await _stack.Api.IsInTheMiddleAsync(_id);

        switch (victim)
        {
            case "control plane":
                await _stack.ControlPlane.KillAsync();
                await _stack.StartControlPlaneAsync();
                break;
            case "agent":
                await _stack.Agent.KillAsync();
                _stack.StartAgent();
                break;
            case "worker":
                KillWorker();
                break;
        }

        _job = await _stack.Api.ReachesAsync(_id, "succeeded|failed|cancelled|rejected", TimeSpan.FromSeconds(120));
    }

    [OneTimeTearDown]
    public async Task Stop() => await _stack.DisposeAsync();

    [Test]
    public void The_job_succeeds() => Assert.That(_job.GetProperty("state").GetString(), Is.EqualTo("succeeded"), $"{_job}");

    [Test]
    public void One_whole_output_is_committed_and_nothing_else_is_left()
    {
        var output = CommittedOutput.Of(_stack["out"], _id);

        Assert.That(output.Files, Has.Count.EqualTo(Files));
        Assert.That(output.Rows, Is.EqualTo((long)Files * RowsEach));
        Assert.That(CommittedOutput.Leftovers(_stack["out"], _id), Is.Empty);
    }

    [Test]
    public void Only_a_killed_worker_costs_an_attempt()
    {
        Assert.That(_job.GetProperty("attempt").GetInt32(), Is.EqualTo(victim == "worker" ? 2 : 1));
        Assert.That(CommittedOutput.Of(_stack["out"], _id).Attempt, Is.EqualTo(_job.GetProperty("attempt").GetInt32()));
    }

    [Test]
    public async Task What_was_finished_is_not_done_again_and_every_task_is_shown()
    {
        var finishedBefore = CommittedOutput.Of(_stack["out"], _id).Files.Count(name => name.Contains($"/{_id}/1/", StringComparison.Ordinal));
        var succeeded = (await _stack.Api.EventsAsync(_id))[^1].GetProperty("body");

        if (victim == "worker")
        {
            Assert.That(finishedBefore, Is.InRange(1, Files - 1));
            Assert.That(succeeded.GetProperty("summary").GetProperty("tasks_resumed").GetInt32(), Is.EqualTo(finishedBefore));
        }

        var tasks = await _stack.Api.TasksAsync(_id);
        Assert.That(tasks.Select(task => task.GetProperty("index").GetInt32()), Is.EqualTo(Enumerable.Range(0, Files)));
        Assert.That(tasks.Select(task => (task.GetProperty("state").GetString(), task.GetProperty("rows").GetInt64())), Is.All.EqualTo(("succeeded", (long)RowsEach)));
    }

    [Test]
    public async Task Every_event_is_there_once_and_in_order()
    {
        var events = await _stack.Api.EventsAsync(_id);

        foreach (var attempt in events.GroupBy(each => each.GetProperty("attempt").GetInt32()))
        {
            var sequences = attempt.Select(each => each.GetProperty("sequence").GetInt64()).ToList();
            Assert.That(sequences, Is.EqualTo(Enumerable.Range(1, sequences.Count).Select(number => (long)number)));
        }

        Assert.That(events.Count(each => each.GetProperty("kind").GetString() == "succeeded"), Is.EqualTo(1));
        Assert.That(events.Count(each => each.GetProperty("kind").GetString() == "started"), Is.EqualTo(victim == "worker" ? 2 : 1));
    }

    // The worker of this job only: its command line names the job.
    private void KillWorker()
    {
        var workers = Process.GetProcessesByName("freehold-worker").Where(IsOurs).ToList();
        Assert.That(workers, Has.Count.EqualTo(1));
        workers[0].Kill();

        bool IsOurs(Process process) => File.ReadAllText($"/proc/{process.Id}/cmdline").Contains(_id, StringComparison.Ordinal);
    }
}
