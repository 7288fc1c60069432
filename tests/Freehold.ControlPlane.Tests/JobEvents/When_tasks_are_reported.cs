using Freehold.ControlPlane.JobEvents;
using Freehold.ControlPlane.Jobs;
using Freehold.ControlPlane.Tests.AgentStreams;
using Freehold.Protocol.V1;
using Google.Protobuf.WellKnownTypes;

namespace Freehold.ControlPlane.Tests.JobEvents;

/// <summary>Each task is shown in its newest state, whatever order the reports come in.</summary>
public sealed class When_tasks_are_reported : DeliveryFixture
{
    private TestAgent _agent = null!;
    private DeliveryHost _host = null!;
    private ScriptedAgent _scripted = null!;
    private Guid _job;

    private JobTaskQueries Tasks => new(Source);

    [SetUp]
    public async Task RunAsync()
    {
        _host = await StartAsync();
        _agent = await NewAgentAsync();
        _scripted = await ConnectAsync(_host, _agent);
        _job = await RunAsync(_agent, _host, _scripted);
    }

    [Test]
    public async Task The_newest_state_of_each_is_kept()
    {
        await SendAsync(
            Messages.Started(_job, 1),
            Messages.Tasks(_job, 2, Task(0, TaskState.Running), Task(1, TaskState.Running)),
            Messages.Tasks(_job, 3, Task(0, TaskState.Succeeded)));
        await SendAsync(Messages.Tasks(_job, 4, Task(2, TaskState.Quarantined, "bad_input")));

        var tasks = await Tasks.ListAsync(_job, hasEnded: false, state: null, after: -1, limit: 10, CancellationToken.None);

        Assert.That(tasks.Select(task => (task.Index, task.State)), Is.EqualTo(new[] { (0, "succeeded"), (1, "running"), (2, "quarantined") }));
        Assert.That(tasks[2].Failure, Is.EqualTo(new JobTaskFailureView("bad_input", "too_few_fields", 7, "born")));
        Assert.That((tasks[0].Object, tasks[0].Rows, tasks[0].BytesIn, tasks[0].BytesOut, tasks[0].ElapsedSeconds), Is.EqualTo(("part-0.csv", 5L, 10L, 20L, 1.5)));
    }

    [Test]
    public async Task A_later_attempts_word_stands_against_an_earlier_ones()
    {
        await using var connection = await Source.OpenConnectionAsync();
        foreach (var (attempt, state) in new[] { (2, TaskState.Succeeded), (1, TaskState.Failed) })
        {
            await using var batch = new Npgsql.NpgsqlBatch(connection);
            batch.BatchCommands.Add(TaskTable.Upsert([new StoredTask(new AttemptKey(_job, attempt), Task(0, state))]));
            await batch.ExecuteNonQueryAsync();
        }

        var tasks = await Tasks.ListAsync(_job, hasEnded: false, state: null, after: -1, limit: 10, CancellationToken.None);

        Assert.That((tasks.Single().State, tasks.Single().Attempt), Is.EqualTo(("succeeded", 2)));
    }

    [Test]
    public async Task They_come_page_by_page_and_by_state()
    {
        await SendAsync(Messages.Tasks(_job, 1, [.. Enumerable.Range(0, 9).Select(index => Task((uint)index, index % 3 == 0 ? TaskState.Failed : TaskState.Running))]));

        var page = await Tasks.ListAsync(_job, hasEnded: false, state: null, after: 3, limit: 2, CancellationToken.None);
        var failed = await Tasks.ListAsync(_job, hasEnded: false, state: "failed", after: -1, limit: 10, CancellationToken.None);

        Assert.That(page.Select(task => task.Index), Is.EqualTo(new[] { 4, 5 }));
        Assert.That(failed.Select(task => task.Index), Is.EqualTo(new[] { 0, 3, 6 }));
    }

    [Test]
    public async Task Of_a_job_that_has_ended_nothing_runs()
    {
        await SendAsync(Messages.Tasks(_job, 1, Task(0, TaskState.Running), Task(1, TaskState.Retrying), Task(2, TaskState.Succeeded)));

        var all = await Tasks.ListAsync(_job, hasEnded: true, state: null, after: -1, limit: 10, CancellationToken.None);
        var stopped = await Tasks.ListAsync(_job, hasEnded: true, state: "stopped", after: -1, limit: 10, CancellationToken.None);
        var running = await Tasks.ListAsync(_job, hasEnded: true, state: "running", after: -1, limit: 10, CancellationToken.None);

        Assert.That(all.Select(task => task.State), Is.EqualTo(new[] { "stopped", "stopped", "succeeded" }));
        Assert.That((stopped.Count, running.Count), Is.EqualTo((2, 0)));
    }

    private static TaskChanged Task(uint index, TaskState state, string code = "") => new()
    {
        Index = index,
        ObjectName = $"part-{index}.csv",
        State = state,
        Try = 1,
        Rows = 5,
        BytesIn = 10,
        BytesOut = 20,
        Elapsed = Duration.FromTimeSpan(TimeSpan.FromSeconds(1.5)),
        FailureCode = code,
        FailureDetail = code.Length == 0 ? "" : "too_few_fields",
        Line = code.Length == 0 ? 0ul : 7,
        ColumnName = code.Length == 0 ? "" : "born",
    };

    private async Task SendAsync(params JobEvent[] events)
    {
        await _scripted.SendAsync(Messages.Events(events));
        await _scripted.NextAsync(message => message.Acknowledged);
    }
}
