using Freehold.ControlPlane.Jobs;
using Freehold.ControlPlane.Replicas;
using Freehold.ControlPlane.Tests.AgentStreams;
using Freehold.Protocol.V1;
using Freehold.Testing;

namespace Freehold.ControlPlane.Tests.Jobs;

public sealed class When_a_job_is_cancelled : DeliveryFixture
{
    [Test]
    public async Task A_queued_one_is_cancelled_at_once_and_never_handed_out()
    {
        var host = await StartAsync();
        var agent = await NewAgentAsync();
        var job = await QueueAsync(agent);

        Assert.That(await CancelAsync(host, job), Is.EqualTo(CancelOutcome.Cancelled));
        Assert.That(await JobAsync(job, "state"), Is.EqualTo("cancelled"));
        Assert.That(await JobAsync(job, "finished_at is not null"), Is.True);

        var scripted = await ConnectAsync(host, agent);
        var other = await QueueAsync(agent, host);
        Assert.That((await scripted.NextAsync(message => message.Assign)).Assignments.Single().Attempt.JobId, Is.EqualTo(other.ToString()));
    }

    [Test]
    public async Task One_that_is_assigned_but_not_confirmed_is_cancelled_at_once_and_its_acceptance_is_answered_with_cancel()
    {
        var host = await StartAsync();
        var agent = await NewAgentAsync();
        var scripted = await ConnectAsync(host, agent);
        var job = await QueueAsync(agent, host);
        var assign = await scripted.NextAsync(message => message.Assign);

        Assert.That(await CancelAsync(host, job), Is.EqualTo(CancelOutcome.Cancelled));
        Assert.That(await AttemptAsync(job, 1, "outcome"), Is.EqualTo("withdrawn"));

        await scripted.SendAsync(Messages.Accept(assign.Assignments));
        var cancel = (await scripted.NextAsync(message => message.Cancel)).Cancels.Single();
        Assert.That(cancel.Attempt, Is.EqualTo(Messages.Attempt(job)));
        Assert.That(cancel.Reason, Is.EqualTo(CancelReason.Superseded));
        Assert.That(await JobAsync(job, "state"), Is.EqualTo("cancelled"));
    }

    [Test]
    public async Task One_that_is_assigned_to_an_agent_that_left_is_not_stuck()
    {
        var host = await StartAsync();
        var agent = await NewAgentAsync();
        var scripted = await ConnectAsync(host, agent);
        var job = await QueueAsync(agent, host);
        await scripted.NextAsync(message => message.Assign);
        await scripted.CutAsync();

        Assert.That(await CancelAsync(host, job), Is.EqualTo(CancelOutcome.Cancelled));

        // It may have been written down all the same: then the agent is told to drop it.
        var (returned, welcome) = await ScriptedAgent.ConnectAsync(host, agent, 10, Messages.Holds(job, AttemptPhase.Accepted));
        Own(returned);
        Assert.That(welcome.Verdicts.Single().Decision, Is.EqualTo(InventoryDecision.Cancel));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_running_one_is_cancelled_when_its_agent_says_so(bool onAnotherReplica)
    {
        var host = await StartAsync();
        var asked = onAnotherReplica ? await StartAsync() : host;
        await host.Get<NoticeListener>().Listening.InTime();
        var agent = await NewAgentAsync();
        var scripted = await ConnectAsync(host, agent);
        var job = await RunAsync(agent, host, scripted);

        Assert.That(await CancelAsync(asked, job), Is.EqualTo(CancelOutcome.Asked));
        var cancel = (await scripted.NextAsync(message => message.Cancel)).Cancels.Single();
        Assert.That(cancel.Attempt, Is.EqualTo(Messages.Attempt(job)));
        Assert.That(cancel.Reason, Is.EqualTo(CancelReason.Requested));
        Assert.That(await JobAsync(job, "state"), Is.EqualTo("assigned"));

        await scripted.SendAsync(Messages.Events(Messages.Cancelled(job, 1)));
        await scripted.NextAsync(message => message.Acknowledged);
        Assert.That(await JobAsync(job, "state"), Is.EqualTo("cancelled"));
        Assert.That(await AttemptAsync(job, 1, "outcome"), Is.EqualTo("cancelled"));
    }

    [Test]
    public async Task One_whose_output_was_committed_first_is_cancelled_with_the_output_named()
    {
        var host = await StartAsync();
        var agent = await NewAgentAsync();
        var scripted = await ConnectAsync(host, agent);
        var job = await RunAsync(agent, host, scripted);
        await CancelAsync(host, job);
        await scripted.NextAsync(message => message.Cancel);

        await scripted.SendAsync(Messages.Events(Messages.Succeeded(job, 1)));
        await scripted.NextAsync(message => message.Acknowledged);

        Assert.That(await JobAsync(job, "state"), Is.EqualTo("cancelled"));
        Assert.That(await JobAsync(job, "manifest_uri"), Is.EqualTo($"file:///out/{job}/manifest.json"));
        Assert.That(await AttemptAsync(job, 1, "outcome"), Is.EqualTo("succeeded"));
    }

    [Test]
    public async Task One_that_fails_after_the_request_is_not_tried_again()
    {
        var host = await StartAsync();
        var agent = await NewAgentAsync();
        var scripted = await ConnectAsync(host, agent);
        var job = await RunAsync(agent, host, scripted, retries: 5);
        await CancelAsync(host, job);
        await scripted.NextAsync(message => message.Cancel);

        await scripted.SendAsync(Messages.Events(Messages.Failed(job, 1, "worker_crashed")));
        await scripted.NextAsync(message => message.Acknowledged);

        Assert.That(await JobAsync(job, "state"), Is.EqualTo("cancelled"));
        Assert.That(await CountAsync("attempts"), Is.EqualTo(1L));
    }

    [Test]
    public async Task A_request_while_the_agent_is_away_reaches_it_with_its_welcome()
    {
        var host = await StartAsync();
        var agent = await NewAgentAsync();
        var scripted = await ConnectAsync(host, agent);
        var job = await RunAsync(agent, host, scripted);
        await scripted.CutAsync();

        Assert.That(await CancelAsync(host, job), Is.EqualTo(CancelOutcome.Asked));
        Assert.That(await JobAsync(job, "state"), Is.EqualTo("assigned"));

        var (returned, welcome) = await ScriptedAgent.ConnectAsync(host, agent, 10, Messages.Holds(job, AttemptPhase.Confirmed));
        Own(returned);
        Assert.That(welcome.Verdicts.Single().Decision, Is.EqualTo(InventoryDecision.Cancel));
        Assert.That((await returned.NextAsync(message => message.Cancel)).Cancels.Single().Reason, Is.EqualTo(CancelReason.Requested));
    }

    [Test]
    public async Task Asking_again_changes_nothing_and_a_finished_job_stays_as_it_is()
    {
        var host = await StartAsync();
        var agent = await NewAgentAsync();
        var scripted = await ConnectAsync(host, agent);
        var job = await RunAsync(agent, host, scripted);
        await scripted.SendAsync(Messages.Events(Messages.Succeeded(job, 1)));
        await scripted.NextAsync(message => message.Acknowledged);
        var queued = await QueueAsync(agent);

        Assert.That(await CancelAsync(host, queued), Is.EqualTo(CancelOutcome.Cancelled));
        Assert.That(await CancelAsync(host, queued), Is.EqualTo(CancelOutcome.Cancelled));
        Assert.That(await CancelAsync(host, job), Is.EqualTo(CancelOutcome.AlreadyFinished));
        Assert.That(await JobAsync(job, "state"), Is.EqualTo("succeeded"));
    }

    [Test]
    public async Task A_job_of_another_project_is_not_found()
    {
        var host = await StartAsync();
        var job = await QueueAsync(await NewAgentAsync());

        var outcome = await host.Get<JobCancellation>().CancelAsync(Guid.NewGuid(), job, CancellationToken.None);

        Assert.That(outcome, Is.EqualTo(CancelOutcome.NotFound));
        Assert.That(await JobAsync(job, "state"), Is.EqualTo("queued"));
    }

    private static Task<CancelOutcome> CancelAsync(DeliveryHost host, Guid job) =>
        host.Get<JobCancellation>().CancelAsync(Project, job, CancellationToken.None);
}
