using Freehold.Protocol.V1;

namespace Freehold.ControlPlane.Tests.AgentStreams;

/// <summary>At each step of a job's way the stream breaks; then the agent comes back with what it has.</summary>
public sealed class When_the_stream_is_cut : DeliveryFixture
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
    public async Task Before_the_assignment_arrived_the_same_assignment_goes_out_again()
    {
        var (job, first, scripted) = await AssignedAsync();
        await scripted.CutAsync();

        var (returned, welcome) = await ReturnAsync();

        Assert.That(welcome.Verdicts, Is.Empty);
        var second = (await returned.NextAsync(message => message.Assign)).Assignments.Single();
        Assert.That(second, Is.EqualTo(first), "the same command of the same attempt");
        await returned.SendAsync(Messages.Accept(second));
        Assert.That((await returned.NextAsync(message => message.Confirm)).Attempts.Single(), Is.EqualTo(first.Attempt));
        await FinishAsync(returned, job);
    }

    [Test]
    public async Task Before_the_acceptance_arrived_it_is_confirmed_once()
    {
        var (job, first, scripted) = await AssignedAsync();
        await scripted.CutAsync();

        var (returned, welcome) = await ReturnAsync(Messages.Holds(job, AttemptPhase.Accepted));

        Assert.That(welcome.Verdicts.Single().Decision, Is.EqualTo(InventoryDecision.Keep));
        Assert.That((await returned.NextAsync(message => message.Confirm)).Attempts.Single(), Is.EqualTo(first.Attempt));
        Assert.That(await AttemptAsync(job, 1, "state"), Is.EqualTo("confirmed"));
        await FinishAsync(returned, job);
    }

    [Test]
    public async Task After_the_acceptance_was_stored_but_before_the_confirmation_arrived_it_is_confirmed_again()
    {
        var (job, first, scripted) = await AssignedAsync();
        await scripted.SendAsync(Messages.Accept(first));
        await Testing.Eventually.IsTrueAsync(async () => (string?)await AttemptAsync(job, 1, "state") == "confirmed");
        await scripted.CutAsync();

        var (returned, welcome) = await ReturnAsync(Messages.Holds(job, AttemptPhase.Accepted));

        Assert.That(welcome.Verdicts.Single().Decision, Is.EqualTo(InventoryDecision.Keep));
        Assert.That((await returned.NextAsync(message => message.Confirm)).Attempts.Single(), Is.EqualTo(first.Attempt));
        await FinishAsync(returned, job);
    }

    [Test]
    public async Task While_it_runs_the_agent_keeps_it_and_is_told_nothing_twice()
    {
        var (job, scripted) = await ConfirmedAsync();
        await scripted.SendAsync(Messages.Events(Messages.Started(job, 1)));
        await scripted.NextAsync(message => message.Acknowledged);
        await scripted.CutAsync();

        var (returned, welcome) = await ReturnAsync(Messages.Holds(job, AttemptPhase.Confirmed, lastSequence: 1));

        Assert.That(welcome.Verdicts.Single(), Is.EqualTo(new InventoryVerdict
        {
            Attempt = Messages.Attempt(job),
            Decision = InventoryDecision.Keep,
            AcknowledgedSequence = 1,
        }));
        await FinishAsync(returned, job, lastSequence: 1);
    }

    [Test]
    public async Task After_events_were_stored_but_before_they_were_acknowledged_they_are_stored_once()
    {
        var (job, scripted) = await ConfirmedAsync();
        JobEvent[] events = [Messages.Started(job, 1), Messages.Progress(job, 2, 5)];
        await scripted.SendAsync(Messages.Events(events));
        await Testing.Eventually.IsTrueAsync(async () => (long)(await CountAsync("events"))! == 2);
        await scripted.CutAsync();

        var (returned, welcome) = await ReturnAsync(Messages.Holds(job, AttemptPhase.Confirmed, lastSequence: 2));
        Assert.That(welcome.Verdicts.Single().AcknowledgedSequence, Is.EqualTo(2));

        // An agent that sends before it has read its welcome.
        await returned.SendAsync(Messages.Events(events));
        await returned.NextAsync(message => message.Acknowledged);
        await FinishAsync(returned, job, lastSequence: 2);
        Assert.That(await CountAsync("events"), Is.EqualTo(3L));
    }

    [Test]
    public async Task After_it_ended_the_agent_learns_that_its_end_is_stored()
    {
        var (job, scripted) = await ConfirmedAsync();
        await scripted.SendAsync(Messages.Events(Messages.Succeeded(job, 1)));
        await ReachesAsync(job, "succeeded");
        await scripted.CutAsync();

        var (_, welcome) = await ReturnAsync(Messages.Holds(job, AttemptPhase.Ended, lastSequence: 1));

        Assert.That(welcome.Verdicts.Single().Decision, Is.EqualTo(InventoryDecision.Cancel));
        Assert.That(welcome.Verdicts.Single().AcknowledgedSequence, Is.EqualTo(1));
    }

    [Test]
    public async Task And_the_agent_has_lost_its_journal_a_new_attempt_is_made_that_fences_the_old_one()
    {
        var (job, scripted) = await ConfirmedAsync();
        await scripted.CutAsync();

        var (returned, _) = await ReturnAsync();

        Assert.That((await AcceptNextAsync(returned)).All.Single(), Is.EqualTo(Messages.Attempt(job, 2)));
        Assert.That(await AttemptAsync(job, 1, "outcome"), Is.EqualTo("lost"));
        Assert.That(await JobAsync(job, "losses"), Is.EqualTo((short)1));
        Assert.That(await JobAsync(job, "retries_spent"), Is.EqualTo((short)0));

        // The old one shows up after all: too late.
        await returned.SendAsync(Messages.Events(Messages.Succeeded(job, 1, number: 1)));
        await returned.NextAsync(message => message.Acknowledged);
        Assert.That(await JobAsync(job, "state"), Is.EqualTo("assigned"));
    }

    [Test]
    public async Task And_the_agent_loses_its_journal_six_times_the_job_fails()
    {
        var (job, scripted) = await ConfirmedAsync();
        for (var loss = 1; loss <= 5; loss++)
        {
            await scripted.CutAsync();
            (scripted, _) = await ReturnAsync();
            await AcceptNextAsync(scripted);
        }

        await scripted.CutAsync();
        await ReturnAsync();

        Assert.That(await JobAsync(job, "state"), Is.EqualTo("failed"));
        Assert.That(await JobAsync(job, "failure ->> 'code'"), Is.EqualTo("attempt_lost"));
    }

    [Test]
    public async Task An_attempt_that_nobody_knows_is_forgotten()
    {
        var (_, welcome) = await ReturnAsync(Messages.Holds(Guid.NewGuid(), AttemptPhase.Confirmed));

        Assert.That(welcome.Verdicts.Single().Decision, Is.EqualTo(InventoryDecision.Forget));
    }

    [Test]
    public async Task An_attempt_of_another_agent_is_forgotten_and_left_alone()
    {
        var (job, _) = await ConfirmedAsync();
        var other = await NewAgentAsync("us-bank");

        var (scripted, welcome) = await ScriptedAgent.ConnectAsync(_host, other, 10, Messages.Holds(job, AttemptPhase.Confirmed));
        Own(scripted);

        Assert.That(welcome.Verdicts.Single().Decision, Is.EqualTo(InventoryDecision.Forget));
        Assert.That(await AttemptAsync(job, 1, "state"), Is.EqualTo("confirmed"));
    }

    [Test]
    public async Task The_row_says_how_and_a_new_stream_makes_it_good_again()
    {
        var scripted = await ConnectAsync(_host, _agent);
        await scripted.LeaveAsync();
        await Testing.Eventually.IsTrueAsync(async () => (string?)await ScalarAsync("select ending from agent_sessions") == "agent_left");

        scripted = await ConnectAsync(_host, _agent);
        Assert.That(await ScalarAsync("select ended_at is null and ending is null from agent_sessions"), Is.True);

        await scripted.CutAsync();
        await Testing.Eventually.IsTrueAsync(async () => (string?)await ScalarAsync("select ending from agent_sessions") == "broken");
    }

    private async Task<(Guid Job, Assign Assign, ScriptedAgent Scripted)> AssignedAsync()
    {
        var scripted = await ConnectAsync(_host, _agent);
        var job = await QueueAsync(_agent, _host);
        return (job, (await scripted.NextAsync(message => message.Assign)).Assignments.Single(), scripted);
    }

    private async Task<(Guid Job, ScriptedAgent Scripted)> ConfirmedAsync()
    {
        var scripted = await ConnectAsync(_host, _agent);
        return (await RunAsync(_agent, _host, scripted), scripted);
    }

    private async Task<(ScriptedAgent Agent, Welcome Welcome)> ReturnAsync(params InventoryEntry[] inventory)
    {
        var (scripted, welcome) = await ScriptedAgent.ConnectAsync(_host, _agent, 10, inventory);
        return (Own(scripted), welcome);
    }

    /// <summary>The job ends well in its first attempt, and nothing was sent that the test did not see.</summary>
    private async Task FinishAsync(ScriptedAgent scripted, Guid job, ulong lastSequence = 0)
    {
        await scripted.SendAsync(Messages.Events(Messages.Succeeded(job, lastSequence + 1)));
        var acknowledged = await scripted.NextAsync(message => message.Acknowledged);
        Assert.That(acknowledged.Attempts.Single().Sequence, Is.EqualTo(lastSequence + 1));
        scripted.HasNothingMore();
        Assert.That(await JobAsync(job, "state"), Is.EqualTo("succeeded"));
        Assert.That(await CountAsync("attempts"), Is.EqualTo(1L));
    }
}
