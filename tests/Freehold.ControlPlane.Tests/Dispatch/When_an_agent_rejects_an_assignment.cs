using Freehold.ControlPlane.Tests.AgentStreams;
using Freehold.Protocol.V1;
using Freehold.Testing;

namespace Freehold.ControlPlane.Tests.Dispatch;

public sealed class When_an_agent_rejects_an_assignment : DeliveryFixture
{
    [TestCase(RejectionReason.NoCapacity)]
    [TestCase(RejectionReason.Draining)]
    [TestCase(RejectionReason.JournalUnavailable)]
    public async Task For_want_of_room_the_job_stays_queued_and_is_offered_again_after_a_pause(RejectionReason reason)
    {
        var (agent, host, scripted) = await ConnectedAsync();
        var job = await QueueAsync(agent, host);
        var assign = (await scripted.NextAsync(message => message.Assign)).Assignments.Single();

        await scripted.SendAsync(Messages.Reject(assign, reason));

        var second = (await scripted.NextAsync(message => message.Assign)).Assignments.Single();
        Assert.That(second.Attempt, Is.EqualTo(Messages.Attempt(job, 2)));
        Assert.That(second.CommandId, Is.Not.EqualTo(assign.CommandId));
        Assert.That(await AttemptAsync(job, 1, "outcome"), Is.EqualTo("withdrawn"));
        Assert.That(await JobAsync(job, "retries_spent + losses"), Is.Zero);
    }

    [Test]
    public async Task For_want_of_room_it_is_not_offered_the_next_job_in_the_same_breath()
    {
        var host = await StartAsync("Retries:FirstPause=1h", "Retries:LongestPause=1h");
        var agent = await NewAgentAsync();
        var scripted = await ConnectAsync(host, agent, maxConcurrent: 1);
        await QueueAsync(agent, host);
        var assign = (await scripted.NextAsync(message => message.Assign)).Assignments.Single();

        await scripted.SendAsync(Messages.Reject(assign, RejectionReason.NoCapacity));
        await ReachesAsync(Guid.Parse(assign.Attempt.JobId), "queued");
        await QueueAsync(agent, host);

        // Something that takes the same way through the control plane comes back, and no assignment before it.
        await scripted.SendAsync(Messages.Events(Messages.Started(Guid.NewGuid(), 1)));
        await scripted.NextAsync(message => message.Acknowledged);
        Assert.That(await CountAsync("attempts"), Is.EqualTo(1L));
    }

    [Test]
    public async Task For_want_of_room_again_and_again_it_is_left_alone_longer_each_time()
    {
        var host = await StartAsync("Retries:FirstPause=100ms", "Retries:LongestPause=1h");
        var agent = await NewAgentAsync();
        var scripted = await ConnectAsync(host, agent);
        await QueueAsync(agent, host);

        for (var attempt = 1; attempt <= 3; attempt++)
        {
            var assign = (await scripted.NextAsync(message => message.Assign)).Assignments.Single();
            await scripted.SendAsync(Messages.Reject(assign, RejectionReason.JournalUnavailable));
        }

        // 100, 200, 400 ms: each pause is at least half of that.
        await Eventually.IsTrueAsync(async () => (long)(await CountAsync("attempts where number = 4"))! == 1);
        Assert.That(
            await ScalarAsync("select f.assigned_at - e.ended_at >= interval '200 ms' from attempts e, attempts f where e.number = 3 and f.number = 4"),
            Is.True);
    }

    [TestCase(RejectionReason.UnsupportedKind, "unsupported_kind")]
    [TestCase(RejectionReason.BadDocument, "spec_invalid")]
    public async Task Because_it_cannot_run_it_the_job_is_rejected_with_the_reason(RejectionReason reason, string code)
    {
        var (agent, host, scripted) = await ConnectedAsync();
        var job = await QueueAsync(agent, host);
        var assign = (await scripted.NextAsync(message => message.Assign)).Assignments.Single();

        await scripted.SendAsync(Messages.Reject(assign, reason));

        await ReachesAsync(job, "rejected");
        Assert.That(await JobAsync(job, "failure ->> 'code'"), Is.EqualTo(code));
        Assert.That(await AttemptAsync(job, 1, "outcome"), Is.EqualTo("rejected"));
    }

    [Test]
    public async Task Because_it_holds_the_attempt_with_another_document_the_job_is_rejected_and_an_error_logged()
    {
        Logs.Expect(2403);
        var (agent, host, scripted) = await ConnectedAsync();
        var job = await QueueAsync(agent, host);
        var assign = (await scripted.NextAsync(message => message.Assign)).Assignments.Single();

        await scripted.SendAsync(Messages.Reject(assign, RejectionReason.DigestConflict));

        await ReachesAsync(job, "rejected");
        Assert.That(await JobAsync(job, "failure ->> 'detail'"), Is.EqualTo("digest_conflict"));
        Assert.That(Logs.Lines.Any(line => line.EventId == 2403), Is.True);
    }

    [Test]
    public async Task By_policy_the_job_is_rejected_with_the_rules_name()
    {
        var (agent, host, scripted) = await ConnectedAsync();
        var job = await QueueAsync(agent, host);
        var assign = (await scripted.NextAsync(message => message.Assign)).Assignments.Single();

        await scripted.SendAsync(Messages.Reject(assign, RejectionReason.Policy, "no-exports"));

        await ReachesAsync(job, "rejected");
        Assert.That(await JobAsync(job, "failure ->> 'code' || ' ' || (failure ->> 'objectName')"), Is.EqualTo("policy no-exports"));
    }

    [Test]
    public async Task After_it_was_confirmed_the_rejection_says_nothing()
    {
        var (agent, host, scripted) = await ConnectedAsync();
        var job = await QueueAsync(agent, host);
        var assign = (await scripted.NextAsync(message => message.Assign)).Assignments.Single();
        await scripted.SendAsync(Messages.Accept(assign));
        await scripted.NextAsync(message => message.Confirm);

        await scripted.SendAsync(Messages.Reject(assign, RejectionReason.Policy));
        await scripted.SendAsync(Messages.Answer([assign], CommandOutcome.Duplicate));

        Assert.That((await scripted.NextAsync(message => message.Confirm)).Attempts.Single(), Is.EqualTo(assign.Attempt));
        Assert.That(await JobAsync(job, "state"), Is.EqualTo("assigned"));
    }

    [Test]
    public async Task An_agent_cannot_answer_for_another()
    {
        var (agent, host, scripted) = await ConnectedAsync();
        var job = await QueueAsync(agent, host);
        var assign = (await scripted.NextAsync(message => message.Assign)).Assignments.Single();
        var other = await ConnectAsync(host, await NewAgentAsync("us-bank"));

        await other.SendAsync(Messages.Accept(assign));

        Assert.That((await other.NextAsync(message => message.Cancel)).Cancels.Single().Attempt, Is.EqualTo(assign.Attempt));
        Assert.That(await AttemptAsync(job, 1, "state"), Is.EqualTo("assigned"));
    }

    private async Task<(TestAgent Agent, DeliveryHost Host, ScriptedAgent Scripted)> ConnectedAsync()
    {
        var host = await StartAsync();
        var agent = await NewAgentAsync();
        return (agent, host, await ConnectAsync(host, agent));
    }
}
