using System.Collections.Concurrent;
using Freehold.ControlPlane.Dispatch;
using Freehold.ControlPlane.Jobs;
using Freehold.ControlPlane.Tests.AgentStreams;
using Freehold.Testing;

namespace Freehold.ControlPlane.Tests.Dispatch;

public sealed class When_several_dispatchers_claim_at_once : DeliveryFixture
{
    [Test]
    public async Task No_attempt_is_handed_out_twice_and_no_job_is_left()
    {
        var agents = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => NewAgentAsync($"agent-{i}")));
        var sessions = new List<ClaimingSession>();
        foreach (var agent in agents)
            sessions.Add(await NewSessionAsync(agent, maxConcurrent: 10_000));
        await ExecuteAsync($"""
            insert into jobs (id, project_id, agent_id, kind, document, document_digest, priority, retries, on_partition, submitted_by, correlation_id)
            select gen_random_uuid(), '{Project}', a.id, 'transform', '', '', n % 100, 0, 'keep', 'test', 'c'
            from agents a, generate_series(1, 500) n
            """);
        var handed = new ConcurrentBag<AttemptKey>();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var claims = new ClaimStore(Source);
            while (await claims.ClaimAsync(sessions, atMost: 7, CancellationToken.None) is { Count: > 0 } some)
            {
                foreach (var attempt in some)
                    handed.Add(new(attempt.JobId, attempt.Number));
            }
        }))).InTime(TimeSpan.FromSeconds(60));

        // A dispatcher may stop early, when the others held all that was left; a last one finds nothing or the rest.
        foreach (var attempt in await new ClaimStore(Source).ClaimAsync(sessions, 500, CancellationToken.None))
            handed.Add(new(attempt.JobId, attempt.Number));
        Assert.That(handed, Is.Unique);
        Assert.That(handed, Has.Count.EqualTo(2_000));
        Assert.That(await CountAsync("attempts where number = 1"), Is.EqualTo(2_000L));
        Assert.That(await CountAsync("jobs where state = 'assigned' and attempt = 1"), Is.EqualTo(2_000L));
    }

    [Test]
    public async Task Sessions_that_remember_and_those_that_do_not_claim_together()
    {
        var (older, newer) = (await NewAgentAsync("older"), await NewAgentAsync("newer"));
        var (remembering, fresh) = (await NewSessionAsync(older, maxConcurrent: 10), await NewSessionAsync(newer, maxConcurrent: 10));
        await QueueAsync(older);
        Assert.That(await new ClaimStore(Source).ClaimAsync([remembering], 10, CancellationToken.None), Has.Count.EqualTo(1));
        await QueueAsync(older);
        await QueueAsync(newer);

        Assert.That(await new ClaimStore(Source).ClaimAsync([remembering, fresh], 10, CancellationToken.None), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_session_that_is_not_the_agents_own_any_more_gets_nothing()
    {
        var agent = await NewAgentAsync();
        var older = await NewSessionAsync(agent, maxConcurrent: 10);
        await QueueAsync(agent);
        await ExecuteAsync($"update agent_sessions set session_id = '{Guid.NewGuid()}'");

        Assert.That(await new ClaimStore(Source).ClaimAsync([older], 10, CancellationToken.None), Is.Empty);
    }

    [Test]
    public async Task A_hello_waits_for_a_claim_that_is_under_way_and_then_sees_it()
    {
        var host = await StartAsync();
        var agent = await NewAgentAsync();
        var session = await NewSessionAsync(agent, maxConcurrent: 10);
        var job = await QueueAsync(agent);

        // A claim of an older session that has not committed yet: its two statements by hand.
        await using var connection = await Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var claim = new Npgsql.NpgsqlCommand($"""
            select 1 from agent_sessions where session_id = '{session.SessionId}' for key share;
            update jobs set state = 'assigned', attempt = 1 where id = '{job}';
            insert into attempts (job_id, number, agent_id, command_id) values ('{job}', 1, '{agent.Id}', gen_random_uuid());
            """, connection))
            await claim.ExecuteNonQueryAsync();

        var connecting = ScriptedAgent.ConnectAsync(host, agent);
        await Eventually.IsTrueAsync(async () =>
            (long)(await CountAsync("pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"))! == 1);
        await transaction.CommitAsync();

        var (scripted, _) = await connecting.InTime();
        Own(scripted);
        Assert.That((await scripted.NextAsync(message => message.Assign)).Assignments.Single().Attempt, Is.EqualTo(Messages.Attempt(job)));
    }

    private async Task<ClaimingSession> NewSessionAsync(TestAgent agent, int maxConcurrent)
    {
        var session = Guid.NewGuid();
        await ExecuteAsync($$"""
            insert into agent_sessions (agent_id, session_id, control_plane_replica, replica_id, boot_id, agent_version, executor, kinds, max_concurrent, in_use)
            values ('{{agent.Id}}', '{{session}}', 'test', 'r', 'b', '0.1.0', 'process', '{}', {{maxConcurrent}}, 0)
            """);
        return new(agent.Id, session, maxConcurrent, new());
    }
}
