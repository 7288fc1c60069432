using Freehold.ControlPlane.Dispatch;
using Freehold.ControlPlane.Tests.AgentStreams;
using Freehold.Testing;

namespace Freehold.ControlPlane.Tests.Entitlements;

public sealed class When_parallel_jobs_are_limited : DeliveryFixture
{
    [Test]
    public async Task All_agents_of_the_organization_count_whoever_claims_at_the_same_time()
    {
        var agents = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => NewAgentAsync($"agent-{i}")));
        foreach (var agent in agents)
        {
            for (var job = 0; job < 10; job++)
                await QueueAsync(agent);
        }

        var organization = (Guid)(await ScalarAsync("select organization_id from agents limit 1"))!;
        var sessions = new List<ClaimingSession>();
        foreach (var agent in agents)
            sessions.Add(await SessionAsync(agent, organization, parallelJobs: 7));

        await Task.WhenAll(sessions.Select(session => Task.Run(() => new ClaimStore(Source).ClaimAsync([session], 10, CancellationToken.None)))).InTime();

        Assert.That(await CountAsync("attempts where state <> 'ended'"), Is.EqualTo(7L));

        // What ends makes room, for any of them.
        await ExecuteAsync("update attempts set state = 'ended', ended_at = now() where (job_id, number) in (select job_id, number from attempts limit 3)");
        Assert.That(await new ClaimStore(Source).ClaimAsync([sessions[3]], 10, CancellationToken.None), Has.Count.EqualTo(3));
        Assert.That(await new ClaimStore(Source).ClaimAsync([sessions[0]], 10, CancellationToken.None), Is.Empty);
    }

    [Test]
    public async Task A_claim_waits_for_another_one_of_the_organization_and_counts_what_that_took()
    {
        var (ours, theirs) = (await NewAgentAsync("ours"), await NewAgentAsync("theirs"));
        await QueueAsync(ours);
        var taken = await QueueAsync(theirs);
        var organization = (Guid)(await ScalarAsync("select organization_id from agents limit 1"))!;
        var session = await SessionAsync(ours, organization, parallelJobs: 1);

        // Another agent's claim that has not committed yet: its statements by hand.
        await using var connection = await Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var claim = new Npgsql.NpgsqlCommand($"""
            select from organizations where id = '{organization}' for no key update;
            insert into attempts (job_id, number, agent_id, command_id) values ('{taken}', 1, '{theirs.Id}', gen_random_uuid());
            """, connection))
            await claim.ExecuteNonQueryAsync();

        var claiming = new ClaimStore(Source).ClaimAsync([session], 10, CancellationToken.None);
        await Eventually.IsTrueAsync(async () =>
            claiming.IsCompleted || (long)(await CountAsync("pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"))! == 1);
        await transaction.CommitAsync();

        Assert.That(await claiming.InTime(), Is.Empty);
    }

    [Test]
    public async Task After_the_end_only_what_has_started_is_handed_out()
    {
        var agent = await NewAgentAsync();
        var started = await QueueAsync(agent);
        await QueueAsync(agent);
        await ExecuteAsync($"update jobs set attempt = 1 where id = '{started}'");
        var organization = (Guid)(await ScalarAsync("select organization_id from agents limit 1"))!;

        var handed = await new ClaimStore(Source).ClaimAsync(
            [await SessionAsync(agent, organization, ClaimingSession.Unlimited, takesNew: false)], 10, CancellationToken.None);

        Assert.That(handed.Select(attempt => attempt.JobId), Is.EqualTo(new[] { started }));
    }

    private async Task<ClaimingSession> SessionAsync(TestAgent agent, Guid organization, int parallelJobs, bool takesNew = true)
    {
        var session = Guid.NewGuid();
        await ExecuteAsync($$"""
            insert into agent_sessions (agent_id, session_id, control_plane_replica, replica_id, boot_id, agent_version, executor, kinds, max_concurrent, in_use)
            values ('{{agent.Id}}', '{{session}}', 'test', 'r', 'b', '0.1.0', 'process', '{}', 10, 0)
            """);
        return new(agent.Id, session, 10, new(), organization, parallelJobs, takesNew);
    }
}
