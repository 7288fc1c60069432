using Freehold.ControlPlane.Dispatch;
using Freehold.ControlPlane.Tests.AgentStreams;

namespace Freehold.ControlPlane.Tests.Dispatch;

/// <summary>Claims begin at marks; here each kind of job that lies behind one is found all the same.</summary>
public sealed class When_part_of_a_queue_was_taken : DeliveryFixture
{
    private static readonly DateTimeOffset LongAgo = DateTimeOffset.UtcNow.AddHours(-1);

    private TestAgent _agent = null!;
    private ClaimingSession _session = null!;

    [SetUp]
    public async Task TakeOneAsync()
    {
        _agent = await NewAgentAsync();
        _session = await NewSessionAsync();
        var first = await QueueAsync(_agent);
        Assert.That(await ClaimAsync(), Is.EqualTo(new[] { (first, 1) }));
    }

    [Test]
    public async Task A_job_that_was_handed_out_before_is_found_at_once()
    {
        var old = await QueueAtAsync(LongAgo);
        await ExecuteAsync($"update jobs set attempt = 3 where id = '{old}'");

        Assert.That(await ClaimAsync(), Is.EqualTo(new[] { (old, 4) }));
    }

    [Test]
    public async Task Jobs_that_were_handed_out_before_keep_their_place_among_the_others()
    {
        var again = await QueueAtAsync(LongAgo);
        await ExecuteAsync($"update jobs set attempt = 1 where id = '{again}'");
        var later = await QueueAsync(_agent);
        var urgent = await QueueAsync(_agent, priority: 90);
        var idle = await QueueAsync(_agent, priority: 10);

        Assert.That(await ClaimAsync(), Is.EqualTo(new[] { (urgent, 1), (again, 2), (later, 1), (idle, 1) }));
    }

    [Test]
    public async Task A_job_of_another_priority_is_found_however_old_it_is([Values(0, 49, 51, 100)] int priority)
    {
        var old = await QueueAtAsync(LongAgo, priority);

        Assert.That(await ClaimAsync(), Is.EqualTo(new[] { (old, 1) }));
    }

    [Test]
    public async Task An_old_job_that_nobody_told_of_is_found_by_the_sweep_and_what_lies_behind_it_with_the_next_look()
    {
        var old = new List<Guid>();
        for (var i = 0; i < 3; i++)
            old.Add(await QueueAtAsync(LongAgo.AddMinutes(i)));
        Assert.That(await ClaimAsync(), Is.Empty, "the mark does not work");

        _session.Marks.Sweep();
        Assert.That(await ClaimAsync(atMost: 1), Is.EqualTo(new[] { (old[0], 1) }));
        _session.Marks.Swept();
        Assert.That(await ClaimAsync(), Is.EqualTo(new[] { (old[1], 1), (old[2], 1) }));
    }

    [Test]
    public async Task Live_attempts_are_counted_however_old_and_ended_ones_however_young()
    {
        var session = _session with { MaxConcurrent = 3 };
        for (var i = 0; i < 5; i++)
            await QueueAsync(_agent);

        Assert.That(await ClaimAsync(session), Has.Count.EqualTo(2));
        Assert.That(await ClaimAsync(session), Is.Empty);

        // The youngest ends; the oldest goes on and counts.
        await ExecuteAsync("update attempts set state = 'ended' where job_id = (select max(job_id::text)::uuid from attempts)");
        Assert.That(await ClaimAsync(session), Has.Count.EqualTo(1));
        Assert.That(await ClaimAsync(session), Is.Empty);

        // The oldest ends: what is left is younger, and counts.
        await ExecuteAsync("update attempts set state = 'ended' where job_id = (select min(job_id::text)::uuid from attempts)");
        Assert.That(await ClaimAsync(session), Has.Count.EqualTo(1));
        Assert.That(await ClaimAsync(session), Is.Empty);
        Assert.That(await CountAsync("attempts where state <> 'ended'"), Is.EqualTo(3L));
    }

    private async Task<Guid> QueueAtAsync(DateTimeOffset at, int priority = 50)
    {
        var id = Guid.CreateVersion7(at);
        await ExecuteAsync($"update jobs set id = '{id}' where id = '{await QueueAsync(_agent, priority: priority)}'");
        return id;
    }

    private async Task<List<(Guid, int)>> ClaimAsync(ClaimingSession? session = null, int atMost = 100) =>
        [.. (await new ClaimStore(Source).ClaimAsync([session ?? _session], atMost, CancellationToken.None)).Select(attempt => (attempt.JobId, attempt.Number))];

    private async Task<ClaimingSession> NewSessionAsync()
    {
        var session = Guid.NewGuid();
        await ExecuteAsync($$"""
            insert into agent_sessions (agent_id, session_id, control_plane_replica, replica_id, boot_id, agent_version, executor, kinds, max_concurrent, in_use)
            values ('{{_agent.Id}}', '{{session}}', 'test', 'r', 'b', '0.1.0', 'process', '{}', 100, 0)
            """);
        return new(_agent.Id, session, 100, new());
    }
}
