using Freehold.ControlPlane.Jobs;
using Freehold.ControlPlane.Leases;
using Freehold.ControlPlane.Tests.AgentStreams;
using Freehold.Protocol.V1;
using Freehold.Testing;
using Npgsql;

namespace Freehold.ControlPlane.Tests.Leases;

/// <summary>The lease is 60 s and the margin 15 s; time passes by turning the database's times back.</summary>
public sealed class When_an_agents_lease_runs_out : DeliveryFixture
{
    private DeliveryHost _host = null!;
    private TestAgent _agent = null!;
    private ScriptedAgent _scripted = null!;

    [SetUp]
    public async Task ConnectAsync()
    {
        _host = await StartAsync();
        _agent = await NewAgentAsync();
        _scripted = await ConnectAsync(_host, _agent);
    }

    [Test]
    public async Task A_job_that_asks_to_run_again_does_and_the_attempt_that_was_cut_off_is_fenced()
    {
        var job = await RunAsync(_agent, _host, _scripted);
        await SetAsync(job, "on_partition = 'rerun'");

        await CutOffAsync("76 seconds");

        await ReachesAsync(job, "queued");
        Assert.That(await AttemptAsync(job, 1, "outcome"), Is.EqualTo("lost"));
        Assert.That(await AttemptAsync(job, 1, "failure ->> 'code'"), Is.EqualTo("partition"));
        Assert.That(await JobAsync(job, "losses || ' ' || retries_spent"), Is.EqualTo("1 0"));

        var (returned, welcome) = await ReturnAsync(Messages.Holds(job, AttemptPhase.Confirmed));
        Assert.That(welcome.Verdicts.Single().Decision, Is.EqualTo(InventoryDecision.Cancel));
        Assert.That((await returned.NextAsync(message => message.Assign)).Assignments.Single().Attempt, Is.EqualTo(Messages.Attempt(job, 2)));
        await returned.SendAsync(Messages.Events(Messages.Succeeded(job, 1)));
        await returned.NextAsync(message => message.Acknowledged);
        Assert.That(await JobAsync(job, "state"), Is.EqualTo("assigned"), "the old attempt moves nothing any more");
    }

    [Test]
    public async Task Jobs_that_wait_for_their_agent_do_and_those_out_of_time_run_again([Values("keep", "stop")] string onPartition)
    {
        var waits = await RunAsync(_agent, _host, _scripted);
        var endless = await RunAsync(_agent, _host, _scripted);
        var outOfTime = await RunAsync(_agent, _host, _scripted);
        await ExecuteAsync($"update jobs set on_partition = '{onPartition}'");
        await SetAsync(endless, "time_limit = null");
        await ExecuteAsync($"update attempts set confirmed_at = now() - interval '1 hour' where job_id = '{waits}'");
        await ExecuteAsync($"update attempts set confirmed_at = now() - interval '100 days' where job_id = '{endless}'");
        await ExecuteAsync($"update attempts set confirmed_at = now() - interval '7216 seconds' where job_id = '{outOfTime}'");

        await CutOffAsync("76 seconds");

        await ReachesAsync(outOfTime, "queued");
        await SweptAsync();
        Assert.That(await AttemptAsync(outOfTime, 1, "failure ->> 'code'"), Is.EqualTo("partition"));
        Assert.That(await AttemptAsync(waits, 1, "state"), Is.EqualTo("confirmed"));
        Assert.That(await AttemptAsync(endless, 1, "state"), Is.EqualTo("confirmed"));
        var (_, welcome) = await ReturnAsync(
            Messages.Holds(waits, AttemptPhase.Confirmed), Messages.Holds(endless, AttemptPhase.Confirmed), Messages.Holds(outOfTime, AttemptPhase.Confirmed));
        Assert.That(welcome.Verdicts.Select(verdict => verdict.Decision),
            Is.EqualTo(new[] { InventoryDecision.Keep, InventoryDecision.Keep, InventoryDecision.Cancel }));
    }

    [Test]
    public async Task What_was_not_confirmed_goes_back_to_the_queue_and_nothing_is_counted()
    {
        var job = await QueueAsync(_agent, _host);
        await _scripted.NextAsync(message => message.Assign);

        await CutOffAsync("76 seconds");

        await ReachesAsync(job, "queued");
        Assert.That(await AttemptAsync(job, 1, "outcome"), Is.EqualTo("withdrawn"));
        Assert.That(await JobAsync(job, "losses || ' ' || retries_spent"), Is.EqualTo("0 0"));
        var (returned, welcome) = await ReturnAsync(Messages.Holds(job, AttemptPhase.Accepted));
        Assert.That(welcome.Verdicts.Single().Decision, Is.EqualTo(InventoryDecision.Cancel));
        Assert.That((await returned.NextAsync(message => message.Assign)).Assignments.Single().Attempt.Number, Is.EqualTo(2));
    }

    [Test]
    public async Task A_job_that_is_to_be_cancelled_is_and_names_the_output_if_it_was_committed_before()
    {
        var job = await RunAsync(_agent, _host, _scripted);
        var other = await RunAsync(_agent, _host, _scripted);
        await CutAsync(_agent, _scripted);
        foreach (var cancelled in new[] { job, other })
        {
            Assert.That(await _host.Get<JobCancellation>().CancelAsync(Project, cancelled, CancellationToken.None).InTime(),
                Is.EqualTo(CancelOutcome.Asked));
        }

        await NotHeardForAsync(_agent, "76 seconds");

        await ReachesAsync(job, "cancelled");
        await ReachesAsync(other, "cancelled");
        var (returned, welcome) = await ReturnAsync(Messages.Holds(job, AttemptPhase.Ended, lastSequence: 1), Messages.Holds(other, AttemptPhase.Confirmed));
        Assert.That(welcome.Verdicts.Select(verdict => verdict.Decision), Is.All.EqualTo(InventoryDecision.Cancel));
        var artifact = new Artifact { Uri = "file:///out/a.csv", Bytes = 5, Rows = 2, Sha256 = new('b', 64), Kind = "data" };
        await returned.SendAsync(Messages.Events(Messages.Succeeded(job, 1, 1, artifact), Messages.Cancelled(other, 1)));
        await returned.NextAsync(message => message.Acknowledged);

        Assert.That(await JobAsync(job, "state || ' ' || manifest_uri || ' ' || manifest_digest"),
            Is.EqualTo($"cancelled file:///out/{job}/manifest.json {new string('a', 64)}"));
        Assert.That(await CountAsync($"artifacts where job_id = '{job}'"), Is.EqualTo(1L));
        Assert.That(await JobAsync(other, "state || coalesce(manifest_uri, ' none')"), Is.EqualTo("cancelled none"));
    }

    [Test]
    public async Task Nothing_happens_before_the_margin_is_over()
    {
        var early = await NewAgentAsync("early");
        var earlyScripted = await ConnectAsync(_host, early);
        var earlyJob = await RunAsync(early, _host, earlyScripted);
        var job = await RunAsync(_agent, _host, _scripted);
        await ExecuteAsync("update jobs set on_partition = 'rerun'");
        await CutAsync(early, earlyScripted);
        await CutAsync(_agent, _scripted);

        await NotHeardForAsync(early, "65 seconds");
        await NotHeardForAsync(_agent, "76 seconds");

        await ReachesAsync(job, "queued");
        Assert.That(await AttemptAsync(earlyJob, 1, "state"), Is.EqualTo("confirmed"));
    }

    [Test]
    public async Task The_sixth_time_the_job_fails_and_says_why()
    {
        var job = await RunAsync(_agent, _host, _scripted);
        await SetAsync(job, "on_partition = 'rerun', losses = 5");

        await CutOffAsync("76 seconds");

        await ReachesAsync(job, "failed");
        Assert.That(await JobAsync(job, "failure ->> 'code'"), Is.EqualTo("partition"));
    }

    [Test]
    public async Task A_stream_that_lives_after_all_must_say_hello_again()
    {
        var job = await RunAsync(_agent, _host, _scripted);
        await SetAsync(job, "on_partition = 'rerun'");

        // The stream stands; what it said before may be written down a moment later.
        await Eventually.IsTrueAsync(async () =>
        {
            await NotHeardForAsync(_agent, "76 seconds");
            return (string?)await JobAsync(job, "state") == "queued";
        });
        await _scripted.SendAsync(Messages.Heartbeat());

        var (_, trailers) = await _scripted.EndAsync();
        Assert.That(trailers.GetValue("freehold-refusal"), Is.EqualTo("session_replaced"));
        var (_, welcome) = await ReturnAsync(Messages.Holds(job, AttemptPhase.Confirmed));
        Assert.That(welcome.Verdicts.Single().Decision, Is.EqualTo(InventoryDecision.Cancel));
    }

    [Test]
    public async Task Whoever_watches_one_of_its_jobs_is_told_and_told_again_when_it_is_back()
    {
        var job = await RunAsync(_agent, _host, _scripted);
        await CutAsync(_agent, _scripted);
        await using var watch = _host.Get<JobChanges>().WatchAsync(job, CancellationToken.None).GetAsyncEnumerator();
        await NextPublishedAsync(watch, JobChange.First);

        await NotHeardForAsync(_agent, "60 seconds");
        await NextPublishedAsync(watch, JobChange.Published);

        await ReturnAsync(Messages.Holds(job, AttemptPhase.Confirmed));
        await NextPublishedAsync(watch, JobChange.Published);
    }

    [Test]
    public async Task Several_replicas_that_look_at_once_count_one_loss_each()
    {
        await ExecuteAsync($"""
            with j as (
              insert into jobs (id, project_id, agent_id, kind, document, document_digest, priority, retries, on_partition, submitted_by, correlation_id, state, attempt)
              select gen_random_uuid(), '{Project}', '{_agent.Id}', 'transform', '', '', 50, 0, 'rerun', 'test', 'c', 'running', 1 from generate_series(1, 1200)
              returning id)
            insert into attempts (job_id, number, agent_id, command_id, state, confirmed_at)
            select id, 1, '{_agent.Id}', gen_random_uuid(), 'confirmed', now() from j
            """);
        await StartAsync();
        await StartAsync();

        await CutOffAsync("76 seconds");

        await Eventually.IsTrueAsync(async () => (long)(await CountAsync("jobs where state = 'queued'"))! == 1_200);
        Assert.That(await CountAsync("jobs where losses = 1"), Is.EqualTo(1_200L));
        Assert.That(await CountAsync("attempts where outcome = 'lost'"), Is.EqualTo(1_200L));
    }

    [Test]
    public async Task An_agent_that_is_saying_hello_at_that_moment_is_left_alone()
    {
        var job = await RunAsync(_agent, _host, _scripted);
        await SetAsync(job, "on_partition = 'rerun'");
        await CutAsync(_agent, _scripted);

        // Looks are held off, while a hello takes the session over and has not committed yet.
        await using var sweeping = await Source.OpenConnectionAsync();
        await ExecuteAsync(sweeping, $"select pg_advisory_lock({LeaseStore.SweepKey})");
        await NotHeardForAsync(_agent, "76 seconds");
        await using var saying = await Source.OpenConnectionAsync();
        await using var hello = await saying.BeginTransactionAsync();
        await ExecuteAsync(saying, "select 1 from agent_sessions for update");
        await ExecuteAsync(sweeping, $"select pg_advisory_unlock({LeaseStore.SweepKey})");

        await SweptAsync();
        Assert.That(await AttemptAsync(job, 1, "state"), Is.EqualTo("confirmed"));

        await ExecuteAsync(saying, "update agent_sessions set last_heard_at = now()");
        await hello.CommitAsync();
        await SweptAsync();
        Assert.That(await AttemptAsync(job, 1, "state"), Is.EqualTo("confirmed"));
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync().InTime();
    }

    private async Task CutOffAsync(string time)
    {
        await CutAsync(_agent, _scripted);
        await NotHeardForAsync(_agent, time);
    }

    private async Task<(ScriptedAgent Agent, Welcome Welcome)> ReturnAsync(params InventoryEntry[] inventory)
    {
        var (returned, welcome) = await ScriptedAgent.ConnectAsync(_host, _agent, 10, inventory);
        return (Own(returned), welcome);
    }

    private Task SetAsync(Guid job, string assignments) => ExecuteAsync($"update jobs set {assignments} where id = '{job}'");

    // Not by the watcher's own interval.
    private static async Task NextPublishedAsync(IAsyncEnumerator<JobChange> watch, JobChange expected)
    {
        var intervals = 0;
        do
            Assert.That(await watch.MoveNextAsync().InTime(), Is.True);
        while (expected is JobChange.Published && watch.Current is JobChange.Interval && ++intervals < 4);
        Assert.That(watch.Current, Is.EqualTo(expected));
    }
}
