using Freehold.ControlPlane.Agents;
using Freehold.ControlPlane.AgentStreams;
using Freehold.ControlPlane.Leases;
using Freehold.ControlPlane.Tests.AgentStreams;
using Freehold.Testing;
using Microsoft.Extensions.Options;

namespace Freehold.ControlPlane.Tests.Leases;

/// <summary>Its own absence, its database's, or a step of the database's clock: none of it is the agents' fault.</summary>
public sealed class When_the_control_plane_was_away : DeliveryFixture
{
    private static readonly AgentStreamOptions Streams = new();

    [Test]
    public async Task For_longer_than_a_lease_no_agent_is_given_up_and_no_job_runs_again()
    {
        var agent = await NewAgentAsync();
        Guid job;
        await using (var first = await DeliveryHost.StartAsync(Database, Logs))
        {
            await using var scripted = (await ScriptedAgent.ConnectAsync(first, agent)).Agent;
            job = await RunAsync(agent, first, scripted);
            await ExecuteAsync("update jobs set on_partition = 'rerun', cancel_asked_at = now()");
        }

        await ExecuteAsync("""
            update control_plane_presence set alive_at = now() - interval '1 hour', resumed_at = now() - interval '1 day';
            update agent_sessions set last_heard_at = now() - interval '1 hour', ended_at = now() - interval '1 hour';
            """);
        Assert.That(await WordAsync(), Is.EqualTo("reconnecting"), "also while nobody is there to say so");

        await StartAsync();
        await SweptAsync();

        Assert.That(Logs.Lines.Where(line => line.EventId == 2551), Is.Not.Empty);
        Assert.That(await AttemptAsync(job, 1, "state"), Is.EqualTo("confirmed"));
        Assert.That(await WordAsync(), Is.EqualTo("reconnecting"));

        // The lease begins anew, and only once.
        await NotHeardForAsync(agent, "76 seconds");
        await ReachesAsync(job, "cancelled");
        Assert.That(await WordAsync(), Is.EqualTo("disconnected"));
    }

    [Test]
    public async Task Its_database_for_longer_than_a_heartbeat_every_lease_begins_anew()
    {
        await StartAsync("AgentStreams:Heartbeat=1s", "AgentStreams:Silence=2s"); // away for 3 s is too long
        var agent = await NewAgentAsync();
        await ExecuteAsync($$"""
            insert into agent_sessions (agent_id, session_id, control_plane_replica, replica_id, boot_id, agent_version, executor, kinds, max_concurrent, in_use)
            values ('{{agent.Id}}', gen_random_uuid(), 'r', 'r', 'b', '0.1.0', 'process', '{}', 1, 0)
            """);
        await NotHeardForAsync(agent, "61 seconds");
        Assert.That(await WordAsync(), Is.EqualTo("disconnected"));

        await Database.ShutOutAsync();
        await Eventually.IsTrueAsync(() => Logs.Lines.Any(line => line.EventId == 2553));
        await Database.LetInAsync();
        Source.Clear();
        await ExecuteAsync("update control_plane_presence set alive_at = now() - interval '4 seconds'");

        await Eventually.IsTrueAsync(async () => await WordAsync() == "reconnecting");
        await Eventually.IsTrueAsync(() => Logs.Lines.Any(line => line.EventId == 2551));
    }

    [Test]
    public async Task A_pause_of_less_than_a_heartbeat_changes_nothing()
    {
        var presence = new Presence(Source, Options.Create(Streams));
        await presence.StampAsync(CancellationToken.None);
        var before = await ScalarAsync("select resumed_at from control_plane_presence");
        await ExecuteAsync("update control_plane_presence set alive_at = now() - interval '9 seconds'");

        var stamp = await presence.StampAsync(CancellationToken.None);

        Assert.That(stamp.Absence, Is.Null);
        Assert.That(await ScalarAsync("select resumed_at from control_plane_presence"), Is.EqualTo(before));
    }

    [Test]
    public async Task Its_databases_clock_was_set_back_nothing_lies_in_the_future()
    {
        var agent = await NewAgentAsync();
        var job = await QueueAsync(agent);
        await ExecuteAsync($"update jobs set not_before = now() + interval '1 hour' where id = '{job}'");
        var host = await StartAsync("Dispatch:Sweep=100ms");
        var scripted = await ConnectAsync(host, agent);
        await SweptAsync();
        await ExecuteAsync($"""
            update control_plane_presence set alive_at = now() + interval '1 hour';
            update agent_sessions set last_heard_at = now() + interval '1 hour', connected_at = now() + interval '1 hour';
            insert into agent_standbys (agent_id, replica_id, session_id, control_plane_replica, agent_version, last_heard_at)
            values ('{agent.Id}', 'r-1', gen_random_uuid(), 'r', '0.1.0', now() + interval '1 hour');
            """);

        Assert.That((await scripted.NextAsync(message => message.Assign)).Assignments.Single().Attempt.JobId, Is.EqualTo(job.ToString()));

        Assert.That(Logs.Lines.Where(line => line.EventId == 2552), Is.Not.Empty);
        Assert.That(await ScalarAsync("select ended_at is null and greatest(last_heard_at, connected_at) <= now() from agent_sessions"), Is.True);
        Assert.That(await ScalarAsync("select max(last_heard_at) <= now() from agent_standbys"), Is.True);
        Assert.That(await ScalarAsync("select resumed_at > now() - interval '30 seconds' and alive_at <= clock_timestamp() from control_plane_presence"), Is.True);
    }

    [Test]
    public async Task Many_replicas_that_say_so_at_once_find_no_absence()
    {
        var presence = new Presence(Source, Options.Create(Streams));
        await presence.StampAsync(CancellationToken.None);

        var stamps = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var found = new List<TimeSpan?>();
            for (var i = 0; i < 50; i++)
                found.Add((await presence.StampAsync(CancellationToken.None)).Absence);
            return found;
        }))).InTime();

        Assert.That(stamps.SelectMany(found => found), Is.All.Null);
    }

    private async Task<string?> WordAsync()
    {
        await using var command = Source.CreateCommand($"select {AgentStatus.WordSql} from agent_sessions s");
        command.Parameters.AddStatus(Streams);
        return (string?)await command.ExecuteScalarAsync().InTime();
    }
}
