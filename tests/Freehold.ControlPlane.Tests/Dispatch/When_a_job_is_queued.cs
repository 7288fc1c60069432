using Freehold.ControlPlane.Dispatch;
using Freehold.ControlPlane.Replicas;
using Freehold.ControlPlane.Tests.AgentStreams;
using Freehold.Protocol.V1;
using Freehold.Testing;

namespace Freehold.ControlPlane.Tests.Dispatch;

public sealed class When_a_job_is_queued : DeliveryFixture
{
    [Test]
    public async Task It_reaches_its_agent_with_its_document_and_starts_only_when_confirmed()
    {
        var host = await StartAsync();
        var agent = await NewAgentAsync();
        var scripted = await ConnectAsync(host, agent);

        var job = await QueueAsync(agent, host);

        var assign = (await scripted.NextAsync(message => message.Assign)).Assignments.Single();
        Assert.That(assign.Attempt, Is.EqualTo(Messages.Attempt(job)));
        Assert.That(assign.Document, Is.EqualTo("""{"kind":"transform"}"""));
        Assert.That(assign.TimeLimit.ToTimeSpan(), Is.EqualTo(TimeSpan.FromHours(2)));
        Assert.That(assign.CorrelationId, Is.EqualTo("c-1"));
        Assert.That(await JobAsync(job, "state"), Is.EqualTo("assigned"));
        Assert.That(await AttemptAsync(job, 1, "state"), Is.EqualTo("assigned"));

        await scripted.SendAsync(Messages.Accept(assign));

        var confirm = await scripted.NextAsync(message => message.Confirm);
        Assert.That(confirm.Attempts, Is.EqualTo(new[] { Messages.Attempt(job) }));
        Assert.That(await AttemptAsync(job, 1, "state"), Is.EqualTo("confirmed"));
    }

    [Test]
    public async Task It_waits_for_its_agent_to_connect()
    {
        var host = await StartAsync();
        var agent = await NewAgentAsync();
        var job = await QueueAsync(agent, host);

        var scripted = await ConnectAsync(host, agent);

        Assert.That((await scripted.NextAsync(message => message.Assign)).Assignments.Single().Attempt.JobId, Is.EqualTo(job.ToString()));
    }

    [Test]
    public async Task It_reaches_an_agent_whose_stream_is_on_another_replica()
    {
        var here = await StartAsync();
        var there = await StartAsync();
        var agent = await NewAgentAsync();
        var scripted = await ConnectAsync(there, agent);
        await there.Get<NoticeListener>().Listening.InTime();
        // What connecting itself sets in motion is over when a first job has gone its way.
        await RunAsync(agent, there, scripted);

        var job = await QueueAsync(agent, here);

        Assert.That((await scripted.NextAsync(message => message.Assign)).Assignments.Single().Attempt.JobId, Is.EqualTo(job.ToString()));
    }

    [Test]
    public async Task The_sweep_finds_it_when_no_signal_told_of_it()
    {
        var host = await StartAsync("Dispatch:Sweep=50ms");
        var agent = await NewAgentAsync();
        var scripted = await ConnectAsync(host, agent);

        var job = await QueueAsync(agent, host: null);

        Assert.That((await scripted.NextAsync(message => message.Assign)).Assignments.Single().Attempt.JobId, Is.EqualTo(job.ToString()));
    }

    [Test]
    public async Task The_agent_gets_no_more_than_it_takes_at_once_and_the_next_when_one_ends()
    {
        var host = await StartAsync();
        var agent = await NewAgentAsync();
        for (var i = 0; i < 5; i++)
            await QueueAsync(agent);
        var scripted = await ConnectAsync(host, agent, maxConcurrent: 2);

        var first = (await AcceptNextAsync(scripted)).All;
        Assert.That(first, Has.Count.EqualTo(2));

        await scripted.SendAsync(Messages.Events(Messages.Succeeded(Guid.Parse(first[0].JobId), 1)));
        await scripted.NextAsync(message => message.Acknowledged);
        Assert.That((await AcceptNextAsync(scripted)).All, Has.Count.EqualTo(1));
        Assert.That(await CountAsync("attempts where state <> 'ended'"), Is.EqualTo(2L));

        await scripted.SendAsync(Messages.Heartbeat(maxConcurrent: 4));
        Assert.That((await AcceptNextAsync(scripted)).All, Has.Count.EqualTo(2));
        scripted.HasNothingMore();
    }

    [Test]
    public async Task Higher_priority_goes_first_and_then_what_was_submitted_first()
    {
        var host = await StartAsync();
        var agent = await NewAgentAsync();
        // By id, as the queue is: those of one millisecond are in no order of time.
        var queued = new[] { await QueueAsync(agent), await QueueAsync(agent) }.OrderBy(job => job.ToString(), StringComparer.Ordinal);
        var urgent = await QueueAsync(agent, priority: 90);

        var scripted = await ConnectAsync(host, agent);

        var assign = await scripted.NextAsync(message => message.Assign);
        Assert.That(assign.Assignments.Select(assignment => assignment.Attempt.JobId),
            Is.EqualTo(queued.Prepend(urgent).Select(job => job.ToString())));
    }

    [Test]
    public async Task A_job_that_is_not_due_yet_goes_when_its_time_has_come()
    {
        var host = await StartAsync();
        var agent = await NewAgentAsync();
        var job = await QueueAsync(agent);
        await ExecuteAsync($"update jobs set not_before = now() + interval '300 milliseconds' where id = '{job}'");

        // Only now: with the agent there before, the job could go in the moment in which it is due at once.
        var scripted = await ConnectAsync(host, agent);
        host.Get<DispatchSignal>().WakeAfter(agent.Id, TimeSpan.FromMilliseconds(300));

        var assign = await scripted.NextAsync(message => message.Assign);
        Assert.That(assign.Assignments.Single().Attempt.JobId, Is.EqualTo(job.ToString()));
        Assert.That(await AttemptAsync(job, 1, $"assigned_at >= (select not_before from jobs where id = '{job}')"), Is.True);
    }

    [Test]
    public async Task A_thousand_jobs_go_over_one_stream_and_each_event_is_stored_once()
    {
        var host = await StartAsync();
        var agent = await NewAgentAsync();
        for (var i = 0; i < 1_000; i++)
            await QueueAsync(agent);
        var scripted = await ConnectAsync(host, agent, maxConcurrent: 50);

        var confirmed = 0;
        var acknowledged = 0;
        while (acknowledged < 1_000)
        {
            switch (await scripted.NextAsync())
            {
                case { Assign: { } assign }:
                    await scripted.SendAsync(Messages.Accept(assign.Assignments));
                    break;
                case { Confirm: { } confirm }:
                    confirmed += confirm.Attempts.Count;
                    await scripted.SendAsync(Messages.Events(confirm.Attempts.Select(attempt => Guid.Parse(attempt.JobId)).SelectMany(job =>
                        (JobEvent[])[Messages.Started(job, 1), Messages.Progress(job, 2, rows: 10), Messages.Succeeded(job, 3)])));
                    break;
                case { Acknowledged: { } done }:
                    acknowledged += done.Attempts.Count(attempt => attempt.Sequence == 3);
                    break;
                case var other:
                    Assert.Fail($"unexpected: {other}");
                    break;
            }
        }

        Assert.That(confirmed, Is.EqualTo(1_000));
        Assert.That(await CountAsync("jobs where state = 'succeeded' and attempt = 1"), Is.EqualTo(1_000L));
        Assert.That(await CountAsync("attempts"), Is.EqualTo(1_000L));
        Assert.That(await CountAsync("events"), Is.EqualTo(3_000L));
    }
}
