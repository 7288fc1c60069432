using Freehold.ControlPlane.AgentStreams;
using Freehold.ControlPlane.Dispatch;
using Freehold.ControlPlane.Submission;
using Freehold.ControlPlane.Tests.AgentStreams;
using Freehold.ControlPlane.Tests.Startup;
using Freehold.JobContract.Documents;
using Freehold.Testing;
using Npgsql;

namespace Freehold.ControlPlane.Tests.Submission;

public sealed class When_a_job_is_submitted_for_an_agent_that_is_here : DeliveryFixture
{
    private DeliveryHost _host = null!;
    private TestAgent _agent = null!;
    private ScriptedAgent _scripted = null!;

    [SetUp]
    public async Task ConnectAsync()
    {
        _host = await StartAsync();
        _agent = await NewAgentAsync();
        _scripted = await ConnectAsync(_host, _agent, maxConcurrent: 3);
        // What connecting sets in motion is over when the first job has gone its way, and another agent's behind it.
        await RunAsync(_agent, _host, _scripted);
        await DispatcherIsDoneAsync("us-bank");
    }

    [Test]
    public async Task It_is_stored_and_handed_out_in_one_transaction_and_sent()
    {
        var job = (await SubmitAsync(New())).Single().JobId!.Value;

        var assign = (await _scripted.NextAsync(message => message.Assign)).Assignments.Single();
        Assert.That(assign.Attempt, Is.EqualTo(Messages.Attempt(job)));
        Assert.That(assign.Document, Is.EqualTo(await JobAsync(job, "document")));
        Assert.That(assign.DocumentDigest, Is.EqualTo(await JobAsync(job, "document_digest")));
        Assert.That(assign.TimeLimit.ToTimeSpan(), Is.EqualTo(TimeSpan.FromHours(2)));
        Assert.That(assign.CommandId, Is.EqualTo(((Guid)(await AttemptAsync(job, 1, "command_id"))!).ToString()));
        Assert.That(await JobAsync(job, "xmin::text || state || attempt"), Is.EqualTo(await AttemptAsync(job, 1, "xmin::text || 'assigned1'")));

        await _scripted.SendAsync(Messages.Accept(assign));
        Assert.That((await _scripted.NextAsync(message => message.Confirm)).Attempts.Single(), Is.EqualTo(Messages.Attempt(job)));
    }

    [Test]
    public async Task Beyond_its_room_it_waits_and_the_most_urgent_goes_first()
    {
        var jobs = await SubmitAsync(New(priority: 10), New(priority: 90), New(priority: 50));

        var assign = await _scripted.NextAsync(message => message.Assign);
        Assert.That(assign.Assignments.Select(each => each.Attempt.JobId), Is.EquivalentTo(new[] { jobs[1], jobs[2] }.Select(job => job.JobId.ToString())));
        Assert.That(await JobAsync(jobs[0].JobId!.Value, "state || attempt"), Is.EqualTo("queued0"));
    }

    [Test]
    public async Task It_does_not_overtake_a_job_that_waits()
    {
        var waiting = await QueueAsync(_agent);

        var job = (await SubmitAsync(New())).Single();

        Assert.That(job.Handed, Is.Null);
        var assign = await _scripted.NextAsync(message => message.Assign);
        Assert.That(assign.Assignments.Select(each => each.Attempt.JobId), Is.EqualTo(new[] { waiting.ToString(), job.JobId.ToString() }));
    }

    [Test]
    public async Task It_does_not_overtake_a_job_that_was_handed_out_before()
    {
        var again = await QueueAsync(_agent);
        await ExecuteAsync($"update jobs set attempt = 1 where id = '{again}'");

        Assert.That((await SubmitAsync(New())).Single().Handed, Is.Null);

        Assert.That((await _scripted.NextAsync(message => message.Assign)).Assignments[0].Attempt, Is.EqualTo(Messages.Attempt(again, 2)));
    }

    [Test]
    public async Task A_job_that_is_not_due_yet_does_not_hold_it_up()
    {
        var later = await QueueAsync(_agent, priority: 90);
        await ExecuteAsync($"update jobs set not_before = now() + interval '1 hour' where id = '{later}'");

        Assert.That((await SubmitAsync(New())).Single().Handed, Is.Not.Null);
    }

    [Test]
    public async Task A_session_that_is_not_the_agents_own_any_more_gets_nothing()
    {
        await ExecuteAsync($"update agent_sessions set session_id = '{Guid.NewGuid()}' where agent_id = '{_agent.Id}'");

        var job = (await SubmitAsync(New())).Single();

        Assert.That(job.Handed, Is.Null);
        Assert.That(await JobAsync(job.JobId!.Value, "state"), Is.EqualTo("queued"));
    }

    [Test]
    public async Task A_hello_that_is_under_way_is_not_waited_for()
    {
        await using var connection = await Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var hello = new NpgsqlCommand($"select 1 from agent_sessions where agent_id = '{_agent.Id}' for update", connection))
            await hello.ExecuteNonQueryAsync();

        var job = (await SubmitAsync(New()).InTime()).Single();

        Assert.That(job.Handed, Is.Null);
        await transaction.CommitAsync();
        Assert.That((await _scripted.NextAsync(message => message.Assign)).Assignments.Single().Attempt, Is.EqualTo(Messages.Attempt(job.JobId!.Value)));
    }

    [Test]
    public async Task While_a_claim_fills_the_agents_room_it_is_queued_for_the_next_one()
    {
        var session = _host.Get<ConnectedAgents>().Find(_agent.Id)!;
        Assert.That(session.RoomTurn.TryTake(), Is.True);

        var job = (await SubmitAsync(New())).Single();

        Assert.That(job.Handed, Is.Null);
        Assert.That(session.RoomTurn.Release(), Is.True);
        _host.Get<DispatchSignal>().Wake(_agent.Id);
        Assert.That((await _scripted.NextAsync(message => message.Assign)).Assignments.Single().Attempt, Is.EqualTo(Messages.Attempt(job.JobId!.Value)));
    }

    [Test]
    public async Task Committed_but_never_sent_it_comes_with_the_next_hello()
    {
        var session = _host.Get<ConnectedAgents>().Find(_agent.Id)!;
        var job = (await _host.Get<SubmissionStore>().StoreAsync([New()], [ClaimingSession.Of(session)], CancellationToken.None)).Single();
        Assert.That(job.Handed, Is.Not.Null);
        await _scripted.CutAsync();

        var again = Own((await ScriptedAgent.ConnectAsync(_host, _agent)).Agent);

        var assign = (await again.NextAsync(message => message.Assign)).Assignments.Single(each => each.Attempt.JobId == job.JobId.ToString());
        Assert.That(assign.CommandId, Is.EqualTo(job.Handed!.CommandId.ToString()));
    }

    [Test]
    public async Task A_hundred_at_once_do_not_fill_more_room_than_there_is()
    {
        var jobs = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => SubmitAsync(New()))).InTime();
        await DispatcherIsDoneAsync("br-bank");

        Assert.That(jobs.Select(job => job.Single().JobId), Is.Unique);
        Assert.That(await CountAsync($"attempts where state <> 'ended' and agent_id = '{_agent.Id}'"), Is.EqualTo(3L));
        Assert.That(await CountAsync("jobs where state = 'queued'"), Is.EqualTo(98L));
    }

    [Test]
    public async Task Of_one_key_several_times_in_one_transaction_one_job_is_made()
    {
        var jobs = await SubmitAsync(New(key: "k"), New(key: "k"), New(key: "k", priority: 1), New(key: "other"));

        Assert.That(jobs[1], Is.EqualTo(new StoredJob(jobs[0].JobId, IsNew: false)));
        Assert.That(jobs[2], Is.EqualTo(new StoredJob(null, IsNew: false)));
        Assert.That(jobs[3].IsNew, Is.True);
        Assert.That(await CountAsync("jobs where submitted_by = 'script'"), Is.EqualTo(2L));
        Assert.That((await _scripted.NextAsync(message => message.Assign)).Assignments, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task What_cannot_be_stored_fails_alone()
    {
        var intake = _host.Get<SubmissionIntake>();
        var bad = New() with { ProjectId = Guid.NewGuid() };

        var all = Enumerable.Range(0, 20).Select(i => intake.SubmitAsync([i % 5 == 0 ? bad : New()], CancellationToken.None)).ToList();

        foreach (var (i, one) in all.Index())
        {
            if (i % 5 == 0)
                Assert.That(async () => await one.InTime(), Throws.InstanceOf<PostgresException>());
            else
                Assert.That((await one.InTime()).Single().IsNew, Is.True);
        }

        Assert.That(await CountAsync("jobs where submitted_by = 'script'"), Is.EqualTo(16L));
    }

    private Task<IReadOnlyList<StoredJob>> SubmitAsync(params NewJob[] jobs) => _host.Get<SubmissionIntake>().SubmitAsync(jobs, CancellationToken.None);

    private NewJob New(int priority = 50, string? key = null) => new()
    {
        ProjectId = Project,
        AgentId = _agent.Id,
        Document = JobDocumentReader.Read(Requests.Document(extra: $"timeLimit: 2h\npriority: {priority}"), DocumentUse.Submission).Document!,
        SubmittedBy = "script",
        CorrelationId = "c-2",
        TraceParent = null,
        IdempotencyKey = key,
    };

    /// <summary>Completes when the dispatcher has done all that it was woken for before.</summary>
    private async Task DispatcherIsDoneAsync(string otherAgent)
    {
        var other = await NewAgentAsync(otherAgent);
        var scripted = await ConnectAsync(_host, other);
        await QueueAsync(other, _host);
        await scripted.NextAsync(message => message.Assign);
    }
}
