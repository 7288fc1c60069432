using System.Globalization;
using Freehold.Protocol.V1;
using Google.Protobuf.WellKnownTypes;

namespace Freehold.ControlPlane.Tests.AgentStreams;

/// <summary>An agent in a cluster whose new leader knows nothing but what runs.</summary>
public sealed class When_an_agent_rebuilds_its_attempts : DeliveryFixture
{
    private DeliveryHost _host = null!;
    private TestAgent _agent = null!;

    [SetUp]
    public async Task StartHostAsync()
    {
        _host = await StartAsync();
        _agent = await NewAgentAsync();
    }

    [Test]
    public async Task It_is_told_what_it_had_said_before()
    {
        var leader = Own((await ScriptedAgent.ConnectAsync(_host, _agent, HelloOf("first"))).Agent);
        var job = await RunAsync(_agent, _host, leader);
        await TellAsync(leader, Messages.Waiting(job, 1, WaitingReason.Image), Messages.Started(job, 2), Messages.Progress(job, 3, rows: 10));

        var (_, welcome) = await TakeOverAsync(Rebuilt(job));

        Assert.That(welcome.Verdicts.Single(), Is.EqualTo(new InventoryVerdict
        {
            Attempt = Messages.Attempt(job),
            Decision = InventoryDecision.Keep,
            AcknowledgedSequence = 3,
            Started = true,
        }));
    }

    [Test]
    public async Task It_is_told_what_an_attempt_waits_for()
    {
        var leader = Own((await ScriptedAgent.ConnectAsync(_host, _agent, HelloOf("first"))).Agent);
        var job = await RunAsync(_agent, _host, leader);
        await TellAsync(leader, Messages.Waiting(job, 1, WaitingReason.Quota));

        var (_, welcome) = await TakeOverAsync(Rebuilt(job));

        Assert.That((welcome.Verdicts.Single().Started, welcome.Verdicts.Single().Waiting), Is.EqualTo((false, WaitingReason.Quota)));
    }

    [Test]
    public async Task It_is_told_that_an_end_is_known()
    {
        var leader = Own((await ScriptedAgent.ConnectAsync(_host, _agent, HelloOf("first"))).Agent);
        var job = await RunAsync(_agent, _host, leader);
        await TellAsync(leader, Messages.Started(job, 1), Messages.Succeeded(job, 2));

        var (_, welcome) = await TakeOverAsync(Rebuilt(job));

        var verdict = welcome.Verdicts.Single();
        Assert.That((verdict.Decision, verdict.Ended, verdict.AcknowledgedSequence), Is.EqualTo((InventoryDecision.Cancel, true, 2UL)));
    }

    [Test]
    public async Task An_attempt_that_another_took_the_place_of_has_to_stop_and_say_so()
    {
        var leader = Own((await ScriptedAgent.ConnectAsync(_host, _agent, HelloOf("first"))).Agent);
        var job = await RunAsync(_agent, _host, leader);
        await TellAsync(leader, Messages.Started(job, 1));
        await ExecuteAsync($"update attempts set state = 'ended', outcome = 'lost', ended_at = now() where job_id = '{job}'");

        var (_, welcome) = await TakeOverAsync(Rebuilt(job));

        Assert.That((welcome.Verdicts.Single().Decision, welcome.Verdicts.Single().Ended), Is.EqualTo((InventoryDecision.Cancel, false)));
    }

    [Test]
    public async Task One_with_a_journal_is_told_nothing_of_it()
    {
        var leader = Own((await ScriptedAgent.ConnectAsync(_host, _agent, HelloOf("first"))).Agent);
        var job = await RunAsync(_agent, _host, leader);
        await TellAsync(leader, Messages.Started(job, 1));

        var (_, welcome) = await TakeOverAsync(Messages.Holds(job, AttemptPhase.Confirmed, lastSequence: 1));

        Assert.That(welcome.Verdicts.Single().Started, Is.False);
    }

    [Test]
    public async Task What_was_confirmed_and_never_made_goes_out_again_at_once_and_nothing_is_counted()
    {
        var leader = Own((await ScriptedAgent.ConnectAsync(_host, _agent, HelloOf("first"))).Agent);
        var job = await RunAsync(_agent, _host, leader, retries: 1);
        for (var number = 2; number <= 8; number++)
        {
            var (next, _) = await TakeOverAsync();
            var assigned = (await next.NextAsync(message => message.Assign)).Assignments.Single();
            Assert.That(assigned.Attempt, Is.EqualTo(Messages.Attempt(job, number)));
            await next.SendAsync(Messages.Accept(assigned));
            await next.NextAsync(message => message.Confirm);
        }

        Assert.That(await JobAsync(job, "losses"), Is.EqualTo((short)0));
        Assert.That(await JobAsync(job, "retries_spent"), Is.EqualTo((short)0));
        Assert.That(await AttemptAsync(job, 1, "outcome"), Is.EqualTo("withdrawn"));
    }

    [Test]
    public async Task What_had_started_and_is_not_there_any_more_is_lost()
    {
        var leader = Own((await ScriptedAgent.ConnectAsync(_host, _agent, HelloOf("first"))).Agent);
        var job = await RunAsync(_agent, _host, leader);
        await TellAsync(leader, Messages.Started(job, 1));

        await TakeOverAsync();

        Assert.That(await AttemptAsync(job, 1, "outcome"), Is.EqualTo("lost"));
        Assert.That(await JobAsync(job, "losses"), Is.EqualTo((short)1));
    }

    [Test]
    public async Task Progress_that_is_read_again_from_its_beginning_does_not_go_back()
    {
        var leader = Own((await ScriptedAgent.ConnectAsync(_host, _agent, HelloOf("first"))).Agent);
        var job = await RunAsync(_agent, _host, leader);
        await TellAsync(leader, Messages.Started(job, 1), ProgressAfter(job, 2, seconds: 60, rows: 600));
        var (next, _) = await TakeOverAsync(Rebuilt(job));

        await TellAsync(next, ProgressAfter(job, 3, seconds: 10, rows: 100));
        Assert.That(await RowsReadAsync(job), Is.EqualTo(600));

        await TellAsync(next, ProgressAfter(job, 4, seconds: 61, rows: 610));
        Assert.That(await RowsReadAsync(job), Is.EqualTo(610));
    }

    [Test]
    public async Task Tasks_that_are_told_again_from_their_beginning_do_not_go_back_and_count_once()
    {
        var leader = Own((await ScriptedAgent.ConnectAsync(_host, _agent, HelloOf("first"))).Agent);
        var job = await RunAsync(_agent, _host, leader);
        await TellAsync(leader, Messages.Started(job, 1), Messages.Tasks(job, 2, Task(TaskState.Failed, tries: 1), Task(TaskState.Succeeded, tries: 2, rows: 7)));
        var (next, _) = await TakeOverAsync(Rebuilt(job));

        await TellAsync(next, Messages.Tasks(job, 3, Task(TaskState.Running, tries: 1)));
        await TellAsync(next, Messages.Tasks(job, 4, Task(TaskState.Running, tries: 2)));
        await TellAsync(next, Messages.Tasks(job, 5, Task(TaskState.Succeeded, tries: 2, rows: 7)));

        Assert.That(await ScalarAsync($"select state || ' ' || try || ' ' || rows from tasks where job_id = '{job}'"), Is.EqualTo("succeeded 2 7"));
        Assert.That(await CountAsync("tasks"), Is.EqualTo(1L));
    }

    private static InventoryEntry Rebuilt(Guid job)
    {
        var entry = Messages.Holds(job, AttemptPhase.Confirmed);
        entry.Rebuilt = true;
        return entry;
    }

    private static JobEvent ProgressAfter(Guid job, ulong sequence, int seconds, ulong rows) => Messages.At(job, sequence, 1, happened =>
        happened.Progress = new() { RowsRead = rows, Elapsed = Duration.FromTimeSpan(TimeSpan.FromSeconds(seconds)) });

    private static TaskChanged Task(TaskState state, uint tries, ulong rows = 0) => new() { Index = 0, ObjectName = "a.csv", State = state, Try = tries, Rows = rows };

    private static async Task TellAsync(ScriptedAgent agent, params JobEvent[] events)
    {
        await agent.SendAsync(Messages.Events(events));
        var acknowledged = await agent.NextAsync(message => message.Acknowledged);
        Assert.That(acknowledged.Attempts.Single().Sequence, Is.EqualTo(events[^1].Sequence));
    }

    private AgentMessage HelloOf(string replica, params InventoryEntry[] inventory)
    {
        var hello = Messages.Hello(_agent, 10, inventory);
        hello.Hello.Executor = "kubernetes";
        hello.Hello.ReplicaId = replica;
        return hello;
    }

    private async Task<(ScriptedAgent Leader, Welcome Welcome)> TakeOverAsync(params InventoryEntry[] inventory)
    {
        var (leader, welcome) = await ScriptedAgent.ConnectAsync(_host, _agent, HelloOf("second", inventory));
        return (Own(leader), welcome);
    }

    private async Task<int> RowsReadAsync(Guid job) => int.Parse((string)(await JobAsync(job, "progress ->> 'rowsRead'"))!, CultureInfo.InvariantCulture);
}
