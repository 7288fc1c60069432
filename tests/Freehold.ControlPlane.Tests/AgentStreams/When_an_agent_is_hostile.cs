using System.Diagnostics;
using Freehold.Protocol.V1;
using Freehold.Testing;
using Grpc.Core;

namespace Freehold.ControlPlane.Tests.AgentStreams;

/// <summary>One agent does what none should; it gets nothing by it, it is noted once, and its neighbour does not notice.</summary>
public sealed class When_an_agent_is_hostile : DeliveryFixture
{
    private DeliveryHost _host = null!;
    private TestAgent _hostile = null!;
    private TestAgent _neighbour = null!;
    private ScriptedAgent _neighboursStream = null!;
    private Guid _neighboursJob;

    [SetUp]
    public async Task ConnectAsync()
    {
        _host = await StartAsync();
        _hostile = await NewAgentAsync("hostile");
        _neighbour = await NewAgentAsync("neighbour");
        _neighboursStream = await ConnectAsync(_host, _neighbour);
        _neighboursJob = await RunAsync(_neighbour, _host, _neighboursStream);
    }

    [TearDown]
    public async Task TheNeighbourGoesOnAsync()
    {
        await _neighboursStream.SendAsync(Messages.Events(Messages.Succeeded(_neighboursJob, (ulong)(long)(await AttemptAsync(_neighboursJob, 1, "last_sequence"))! + 1)));
        await _neighboursStream.NextAsync(message => message.Acknowledged);
        Assert.That(await JobAsync(_neighboursJob, "state"), Is.EqualTo("succeeded"));
        Assert.That(await CountAsync($"agent_findings where agent_id = '{_neighbour.Id}'"), Is.Zero);
    }

    [Test]
    public async Task It_claims_to_have_what_it_was_never_given()
    {
        var (scripted, welcome) = await ScriptedAgent.ConnectAsync(_host, _hostile, 10,
            Messages.Holds(Guid.NewGuid(), AttemptPhase.Confirmed), Messages.Holds(_neighboursJob, AttemptPhase.Confirmed, lastSequence: 99));
        Own(scripted);

        Assert.That(welcome.Verdicts.Select(verdict => verdict.Decision), Is.All.EqualTo(InventoryDecision.Forget));
        Assert.That(await AttemptAsync(_neighboursJob, 1, "agent_id"), Is.EqualTo(_neighbour.Id));
        Assert.That(await FoundAsync(_hostile, "inventory_conflict"), Is.EqualTo(1));
    }

    [TestCase(AttemptPhase.Accepted)]
    [TestCase(AttemptPhase.Confirmed)]
    [TestCase(AttemptPhase.Ended)]
    public async Task It_has_another_document_under_an_attempts_name(AttemptPhase phase)
    {
        var scripted = await ConnectAsync(_host, _hostile);
        var job = await RunAsync(_hostile, _host, scripted);
        await CutAsync(_hostile, scripted);
        var altered = Messages.Holds(job, phase);
        altered.DocumentDigest = new('1', 64);

        var (returned, welcome) = await ScriptedAgent.ConnectAsync(_host, _hostile, 10, altered);
        Own(returned);

        Assert.That(welcome.Verdicts.Single().Decision, Is.EqualTo(InventoryDecision.Cancel));
        Assert.That(await AttemptAsync(job, 1, "outcome"), Is.EqualTo("lost"));
        Assert.That((await returned.NextAsync(message => message.Assign)).Assignments.Single().Attempt, Is.EqualTo(Messages.Attempt(job, 2)));
        Assert.That(await FoundAsync(_hostile, "inventory_conflict"), Is.EqualTo(1));
    }

    [Test]
    public async Task It_says_hello_with_more_than_it_can_have()
    {
        var hello = Messages.Hello(_hostile);
        hello.Hello.Inventory.AddRange(Enumerable.Range(1, 10_001).Select(number => new InventoryEntry { Attempt = Messages.Attempt(_neighboursJob, number) }));

        await using var scripted = ScriptedAgent.Dial(_host.Address, _hostile.TokenId);
        await scripted.SendAsync(hello);

        Assert.That((await scripted.EndAsync()).Status.StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
        Assert.That(await FoundAsync(_hostile, "protocol_broken"), Is.EqualTo(1));
    }

    [Test]
    public async Task It_says_hello_with_an_attempt_twice()
    {
        await using var scripted = ScriptedAgent.Dial(_host.Address, _hostile.TokenId);
        await scripted.SendAsync(Messages.Hello(_hostile, 10, Messages.Holds(_neighboursJob, AttemptPhase.Accepted), Messages.Holds(_neighboursJob, AttemptPhase.Ended)));

        Assert.That((await scripted.EndAsync()).Status.StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
        Assert.That(await FoundAsync(_hostile, "protocol_broken"), Is.EqualTo(1));
    }

    private static IEnumerable<TestCaseData> Malformed()
    {
        yield return new TestCaseData(new AgentMessage { Heartbeat = new() }).SetArgDisplayNames("a heartbeat without capacity");
        yield return new TestCaseData(Messages.Events(new JobEvent { Attempt = Messages.Attempt(Guid.NewGuid()) })).SetArgDisplayNames("an event without number");
        yield return new TestCaseData(Messages.Events(Enumerable.Repeat(Messages.Started(Guid.NewGuid(), 1), 501))).SetArgDisplayNames("501 events");
        yield return new TestCaseData(new AgentMessage { Answers = new() { Answers = { new CommandAnswer() } } }).SetArgDisplayNames("an answer about nothing");
        yield return new TestCaseData(Conditions(Enumerable.Repeat(new AgentCondition(), 17))).SetArgDisplayNames("17 conditions");
        yield return new TestCaseData(Conditions([new() { Subject = "Karl Müller" }])).SetArgDisplayNames("a condition with free text");
        yield return new TestCaseData(Conditions([new() { Age = new() { Seconds = -1 } }])).SetArgDisplayNames("a condition from the future");
        yield return new TestCaseData(new AgentMessage { Heartbeat = new() { Capacity = new() { Kinds = { new string('x', 2_000_000) } } } })
            .SetArgDisplayNames("2 MB");
    }

    [TestCaseSource(nameof(Malformed))]
    public async Task It_sends_what_the_protocol_forbids(AgentMessage message)
    {
        var scripted = await ConnectAsync(_host, _hostile);

        try
        {
            await scripted.SendAsync(message);
        }
        catch (RpcException)
        {
            // One that is too long is refused before it is sent whole.
        }

        var (status, _) = await scripted.EndAsync();
        Assert.That(status.StatusCode, Is.EqualTo(StatusCode.InvalidArgument));
        Assert.That(status.Detail, Does.Not.Contain("Müller"));
        Assert.That(await FoundAsync(_hostile, "protocol_broken"), Is.EqualTo(1));
        await Eventually.IsTrueAsync(() => Logs.Lines.Any(line => line.EventId == 2705));
        Assert.That(Logs.Lines.Count(line => line.EventId == 2705), Is.EqualTo(1));
    }

    [Test]
    public async Task It_uses_numbers_again_for_other_events_and_the_first_stay()
    {
        var scripted = await ConnectAsync(_host, _hostile);
        var job = await RunAsync(_hostile, _host, scripted);
        await scripted.SendAsync(Messages.Events(Enumerable.Range(1, 100).Select(number => Messages.Progress(job, (ulong)number, rows: 1))));
        await scripted.NextAsync(message => message.Acknowledged);

        for (var i = 0; i < 3; i++)
        {
            await scripted.SendAsync(Messages.Events(Enumerable.Range(1, 100).Select(number => Messages.Progress(job, (ulong)number, rows: 2))));
            await scripted.NextAsync(message => message.Acknowledged);
        }

        Assert.That(await CountAsync("events where body ->> 'rowsRead' = '2'"), Is.Zero);
        await Eventually.IsTrueAsync(async () => await FoundAsync(_hostile, "event_conflict") == 300);
        Assert.That(Logs.Lines.Count(line => line.EventId == 2705), Is.EqualTo(1), "told once, with the first");
    }

    [Test]
    public async Task It_reports_and_answers_for_its_neighbours_job()
    {
        var scripted = await ConnectAsync(_host, _hostile);
        var next = await QueueAsync(_neighbour, _host);
        var assigned = (await _neighboursStream.NextAsync(message => message.Assign)).Assignments.Single();

        await scripted.SendAsync(Messages.Events(Messages.Succeeded(_neighboursJob, 1)));
        await scripted.NextAsync(message => message.Acknowledged);
        await scripted.SendAsync(Messages.Accept(assigned));
        Assert.That((await scripted.NextAsync(message => message.Cancel)).Cancels.Single().Attempt, Is.EqualTo(assigned.Attempt));
        await scripted.SendAsync(Messages.Reject(assigned, RejectionReason.UnsupportedKind));

        Assert.That(await AttemptAsync(_neighboursJob, 1, "state || last_sequence"), Is.EqualTo("confirmed0"));
        await Eventually.IsTrueAsync(async () => await FoundAsync(_hostile, "foreign_attempt") == 3);
        Assert.That(await AttemptAsync(next, 1, "state"), Is.EqualTo("assigned"));
        Assert.That(await JobAsync(next, "state"), Is.EqualTo("assigned"));
    }

    [Test]
    public async Task It_sends_more_batches_than_its_window_and_its_stream_ends()
    {
        var scripted = await ConnectAsync(_host, _hostile);
        var job = await RunAsync(_hostile, _host, scripted);

        // Nothing can be stored meanwhile, so nothing is acknowledged.
        await using (var connection = await Source.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await using (var held = new Npgsql.NpgsqlCommand($"select 1 from jobs where id = '{job}' for update", connection))
                await held.ExecuteNonQueryAsync();

            for (var batch = 1; batch <= 12; batch++)
                await scripted.SendAsync(Messages.Events(Messages.Progress(job, (ulong)batch, rows: 1)));
            Assert.That(_host.Get<ControlPlane.AgentStreams.ConnectedAgents>().Find(_hostile.Id)?.Ending, Is.Null, "8 and a little more is let pass");
            await scripted.SendAsync(Messages.Events(Messages.Progress(job, 13, rows: 1)));

            var (status, _) = await scripted.EndAsync();
            Assert.That(status.StatusCode, Is.EqualTo(StatusCode.InvalidArgument));
        }

        Assert.That(await FoundAsync(_hostile, "event_flood"), Is.EqualTo(1));
    }

    [Test]
    public async Task It_floods_events_and_its_neighbour_is_acknowledged_as_before()
    {
        var scripted = await ConnectAsync(_host, _hostile);
        var job = await RunAsync(_hostile, _host, scripted);
        var sequence = 0UL;
        var quiet = await NeighboursPaceAsync();

        // As many batches of 500 as the window allows, always: each acknowledgement is answered with the next.
        using var over = new CancellationTokenSource();
        var flooding = Task.Run(async () =>
        {
            for (var i = 0; i < 8; i++)
                await FloodAsync();
            while (!over.IsCancellationRequested)
            {
                await scripted.NextAsync(message => message.Acknowledged);
                await FloodAsync();
            }
        });
        await Eventually.IsTrueAsync(async () => (long)(await AttemptAsync(job, 1, "last_sequence"))! > 2_000);
        var flooded = await NeighboursPaceAsync();
        await over.CancelAsync();
        await flooding.InTime();

        // It shares the database's one queue of batches, so not nothing: some transactions of at most 2,000 events.
        Assert.That(flooded, Is.LessThan(10 * quiet + TimeSpan.FromSeconds(1)));

        Task FloodAsync() => scripted.SendAsync(Messages.Events(Enumerable.Range(0, 500).Select(_ => Messages.Progress(job, ++sequence, rows: sequence))));
    }

    /// <summary>The median time until an event of the neighbour is acknowledged.</summary>
    private async Task<TimeSpan> NeighboursPaceAsync()
    {
        var times = new List<TimeSpan>();
        var sequence = (ulong)(long)(await AttemptAsync(_neighboursJob, 1, "last_sequence"))!;
        for (var i = 0; i < 15; i++)
        {
            var since = Stopwatch.StartNew();
            await _neighboursStream.SendAsync(Messages.Events(Messages.Progress(_neighboursJob, ++sequence, rows: 1)));
            await _neighboursStream.NextAsync(message => message.Acknowledged);
            times.Add(since.Elapsed);
        }

        times.Sort();
        return times[times.Count / 2];
    }

    private static AgentMessage Conditions(IEnumerable<AgentCondition> conditions)
    {
        var message = Messages.Heartbeat();
        message.Heartbeat.Conditions.AddRange(conditions);
        return message;
    }
}
