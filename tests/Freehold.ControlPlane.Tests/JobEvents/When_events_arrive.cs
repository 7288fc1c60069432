using Freehold.ControlPlane.Jobs;
using Freehold.ControlPlane.Tests.AgentStreams;
using Freehold.Protocol.V1;
using Freehold.Testing;

namespace Freehold.ControlPlane.Tests.JobEvents;

public sealed class When_events_arrive : DeliveryFixture
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
    public async Task The_job_follows_them_from_waiting_to_succeeded_with_its_output()
    {
        var job = await RunAsync(_agent, _host, _scripted);

        await SendAsync(Messages.Waiting(job, 1, WaitingReason.Quota));
        Assert.That(await JobAsync(job, "state || ' ' || waiting_reason"), Is.EqualTo("waiting quota"));

        await SendAsync(Messages.Started(job, 2));
        Assert.That(await JobAsync(job, "state"), Is.EqualTo("running"));
        Assert.That(await JobAsync(job, "waiting_reason is null and started_at is not null"), Is.True);

        await SendAsync(Messages.Progress(job, 3, rows: 10), Messages.Progress(job, 4, rows: 20));
        Assert.That(await JobAsync(job, "progress ->> 'rowsRead'"), Is.EqualTo("20"));
        Assert.That(await JobAsync(job, "progress ->> 'elapsedSeconds'"), Is.EqualTo("1.5"));

        var artifact = new Artifact { Uri = "file:///out/a.csv", Bytes = 5, Rows = 2, Sha256 = new('b', 64), Kind = "data" };
        await SendAsync(Messages.Succeeded(job, 5, 1, artifact));
        Assert.That(await JobAsync(job, "state"), Is.EqualTo("succeeded"));
        Assert.That(await JobAsync(job, "manifest_uri"), Is.EqualTo($"file:///out/{job}/manifest.json"));
        Assert.That(await JobAsync(job, "finished_at is not null"), Is.True);
        Assert.That(await AttemptAsync(job, 1, "outcome"), Is.EqualTo("succeeded"));
        Assert.That(await ScalarAsync($"select rows from artifacts where job_id = '{job}' and uri = 'file:///out/a.csv'"), Is.EqualTo(2L));
    }

    [Test]
    public async Task Acknowledgements_are_cumulative_and_come_after_the_commit()
    {
        var job = await RunAsync(_agent, _host, _scripted);

        var acknowledged = await SendAsync(Messages.Started(job, 1), Messages.Progress(job, 2, 1), Messages.Progress(job, 3, 2));

        Assert.That(acknowledged, Is.EqualTo(new[] { new AcknowledgedAttempt { Attempt = Messages.Attempt(job), Sequence = 3 } }));
        Assert.That(await CountAsync("events"), Is.EqualTo(3L));
    }

    [Test]
    public async Task A_repeat_is_stored_once_and_acknowledged_again()
    {
        var job = await RunAsync(_agent, _host, _scripted);
        JobEvent[] events = [Messages.Started(job, 1), Messages.Progress(job, 2, 1)];

        await SendAsync(events);
        var again = await SendAsync([.. events, Messages.Progress(job, 3, 2)]);

        Assert.That(again.Single().Sequence, Is.EqualTo(3));
        Assert.That(await CountAsync("events"), Is.EqualTo(3L));
        Assert.That(await CountAsync("agent_findings"), Is.Zero);
    }

    [Test]
    public async Task The_same_number_with_other_content_keeps_the_first_and_is_marked()
    {
        var job = await RunAsync(_agent, _host, _scripted);

        await SendAsync(Messages.Progress(job, 1, rows: 1));
        var again = await SendAsync(Messages.Progress(job, 1, rows: 2));

        Assert.That(again.Single().Sequence, Is.EqualTo(1));
        Assert.That(await ScalarAsync("select body ->> 'rowsRead' from events"), Is.EqualTo("1"));
        Assert.That(await JobAsync(job, "progress ->> 'rowsRead'"), Is.EqualTo("1"));
        await Eventually.IsTrueAsync(async () => await ScalarAsync("select evidence from agent_findings where code = 'event_conflict'") is string evidence
            && evidence == $"event 1 of attempt 1 of job {job}");
    }

    [Test]
    public async Task Nothing_after_a_gap_is_stored_or_acknowledged_until_it_is_filled()
    {
        var job = await RunAsync(_agent, _host, _scripted);

        var withGap = await SendAsync(Messages.Started(job, 1), Messages.Progress(job, 3, 3), Messages.Succeeded(job, 4));
        Assert.That(withGap.Single().Sequence, Is.EqualTo(1));
        Assert.That(await CountAsync("events"), Is.EqualTo(1L));
        Assert.That(await JobAsync(job, "state"), Is.EqualTo("running"));

        var filled = await SendAsync(Messages.Progress(job, 2, 2), Messages.Progress(job, 3, 3), Messages.Succeeded(job, 4));
        Assert.That(filled.Single().Sequence, Is.EqualTo(4));
        Assert.That(await JobAsync(job, "state"), Is.EqualTo("succeeded"));
    }

    [Test]
    public async Task A_terminal_event_is_final()
    {
        var job = await RunAsync(_agent, _host, _scripted);

        var acknowledged = await SendAsync(Messages.Failed(job, 1, "bad_input"), Messages.Succeeded(job, 2), Messages.Started(job, 3));

        Assert.That(acknowledged.Single().Sequence, Is.EqualTo(3));
        Assert.That(await CountAsync("events"), Is.EqualTo(3L));
        Assert.That(await JobAsync(job, "state"), Is.EqualTo("failed"));
        Assert.That(await JobAsync(job, "manifest_uri"), Is.Null);
    }

    [Test]
    public async Task A_failure_is_kept_in_words_from_closed_lists()
    {
        var job = await RunAsync(_agent, _host, _scripted, retries: 3);

        await SendAsync(Messages.Failed(job, 1, "bad_input"));

        Assert.That(await JobAsync(job, "state"), Is.EqualTo("failed"), "another attempt would fail the same way");
        var failure = FailureJson.Read((string)(await JobAsync(job, "failure::text"))!);
        Assert.That((failure.Code, failure.Line, failure.ExitCode), Is.EqualTo(("bad_input", 7L, (int?)1)));
        Assert.That(await JobAsync(job, "failure::text"), Is.EqualTo(await AttemptAsync(job, 1, "failure::text")));
    }

    [Test]
    public async Task The_jobs_own_failure_is_tried_again_while_it_has_retries()
    {
        var job = await RunAsync(_agent, _host, _scripted, retries: 1);

        await SendAsync(Messages.Started(job, 1), Messages.Progress(job, 2, 9), Messages.Failed(job, 3, "worker_crashed"));
        Assert.That((await AcceptNextAsync(_scripted)).All.Single(), Is.EqualTo(Messages.Attempt(job, 2)));
        Assert.That(await JobAsync(job, "retries_spent"), Is.EqualTo((short)1));
        Assert.That(await JobAsync(job, "progress is null and failure is null"), Is.True, "the second attempt shows its own");

        await SendAsync(Messages.Failed(job, 1, "worker_crashed", number: 2));
        Assert.That(await JobAsync(job, "state"), Is.EqualTo("failed"));
        Assert.That(await JobAsync(job, "failure ->> 'code'"), Is.EqualTo("worker_crashed"));
        Assert.That(await CountAsync("attempts"), Is.EqualTo(2L));
    }

    [Test]
    public async Task A_loss_to_infrastructure_spends_no_retry_but_ends_after_five()
    {
        var job = await RunAsync(_agent, _host, _scripted, retries: 0);

        for (var attempt = 1; attempt <= 5; attempt++)
        {
            await SendAsync(Messages.Failed(job, 1, "pod_deleted", attempt));
            Assert.That((await AcceptNextAsync(_scripted)).All.Single(), Is.EqualTo(Messages.Attempt(job, attempt + 1)));
        }

        await SendAsync(Messages.Failed(job, 1, "pod_deleted", 6));
        Assert.That(await JobAsync(job, "state"), Is.EqualTo("failed"));
        Assert.That(await JobAsync(job, "retries_spent"), Is.EqualTo((short)0));
    }

    [Test]
    public async Task An_older_attempt_moves_nothing_though_its_events_are_stored()
    {
        var job = await RunAsync(_agent, _host, _scripted, retries: 1);
        await SendAsync(Messages.Failed(job, 1, "worker_crashed"));
        await AcceptNextAsync(_scripted);

        var acknowledged = await SendAsync(Messages.Succeeded(job, 2, number: 1));

        Assert.That(acknowledged.Single(), Is.EqualTo(new AcknowledgedAttempt { Attempt = Messages.Attempt(job), Sequence = 2 }));
        Assert.That(await JobAsync(job, "state"), Is.EqualTo("assigned"));
        Assert.That(await CountAsync($"events where job_id = '{job}' and attempt = 1"), Is.EqualTo(2L));
    }

    [Test]
    public async Task How_and_when_an_attempt_ended_stays_whatever_comes_later()
    {
        var job = await RunAsync(_agent, _host, _scripted);
        await SendAsync(Messages.Failed(job, 1, "bad_input"));
        var ended = await AttemptAsync(job, 1, "outcome || failure::text || ended_at::text");

        await SendAsync(Messages.Progress(job, 2, rows: 1));

        Assert.That(ended, Does.StartWith("failed"));
        Assert.That(await AttemptAsync(job, 1, "outcome || failure::text || ended_at::text"), Is.EqualTo(ended));
    }

    [Test]
    public async Task A_kind_of_event_from_a_newer_version_is_kept_and_the_stream_goes_on()
    {
        var job = await RunAsync(_agent, _host, _scripted);

        var acknowledged = await SendAsync(Messages.At(job, 1, 1, _ => { }), Messages.Started(job, 2));

        Assert.That(acknowledged.Single().Sequence, Is.EqualTo(2));
        Assert.That(await ScalarAsync("select kind from events where sequence = 1"), Is.EqualTo("unknown"));
        Assert.That(await JobAsync(job, "state"), Is.EqualTo("running"));
    }

    [Test]
    public async Task Events_of_unknown_attempts_are_dropped_and_the_agent_is_rid_of_them()
    {
        var acknowledged = await SendAsync(Messages.Started(Guid.NewGuid(), 41));

        Assert.That(acknowledged.Single().Sequence, Is.EqualTo(41));
        Assert.That(await CountAsync("events"), Is.Zero);
    }

    [Test]
    public async Task An_agent_cannot_speak_for_another_agents_attempt()
    {
        var job = await RunAsync(_agent, _host, _scripted);
        var other = await ConnectAsync(_host, await NewAgentAsync("us-bank"));

        await other.SendAsync(Messages.Events(Messages.Succeeded(job, 1)));
        await other.NextAsync(message => message.Acknowledged);

        Assert.That(await CountAsync("events"), Is.Zero);
        Assert.That(await JobAsync(job, "state"), Is.EqualTo("assigned"));
    }

    [Test]
    public async Task An_event_out_of_bounds_ends_the_stream_and_nothing_of_its_message_is_stored()
    {
        var job = await RunAsync(_agent, _host, _scripted);

        await _scripted.SendAsync(Messages.Events(Messages.Started(job, 1), Messages.Failed(job, 2, "Any text, with a value in it")));

        var (status, _) = await _scripted.EndAsync();
        Assert.That(status.StatusCode, Is.EqualTo(Grpc.Core.StatusCode.InvalidArgument));
        Assert.That(await CountAsync("events"), Is.Zero);
    }

    [Test]
    public async Task While_the_database_is_away_nothing_is_acknowledged_and_then_everything_once()
    {
        var job = await RunAsync(_agent, _host, _scripted);
        await SendAsync(Messages.Started(job, 1));

        // Held: the intake's transaction waits for the job's row until its connection is taken away.
        await using (var holder = await Source.OpenConnectionAsync())
        {
            await using var transaction = await holder.BeginTransactionAsync();
            await using (var hold = new Npgsql.NpgsqlCommand($"select 1 from jobs where id = '{job}' for update", holder))
                await hold.ExecuteScalarAsync();

            await _scripted.SendAsync(Messages.Events(Messages.Progress(job, 2, 5), Messages.Succeeded(job, 3)));
            const string Waiting = "pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
            await Eventually.IsTrueAsync(async () => (long)(await CountAsync(Waiting))! == 1);
            await ExecuteAsync($"select pg_terminate_backend(pid) from {Waiting}");
            await Eventually.IsTrueAsync(() => Logs.Lines.Any(line => line.EventId == 2601));
            _scripted.HasNothingMore();
            await transaction.RollbackAsync();
        }

        var acknowledged = await _scripted.NextAsync(message => message.Acknowledged);
        Assert.That(acknowledged.Attempts.Single().Sequence, Is.EqualTo(3));
        Assert.That(await CountAsync("events"), Is.EqualTo(3L));
        Assert.That(await JobAsync(job, "state"), Is.EqualTo("succeeded"));
    }

    /// <summary>Sends events and returns what is acknowledged for them.</summary>
    private async Task<IReadOnlyList<AcknowledgedAttempt>> SendAsync(params JobEvent[] events)
    {
        await _scripted.SendAsync(Messages.Events(events));
        return (await _scripted.NextAsync(message => message.Acknowledged)).Attempts;
    }
}
