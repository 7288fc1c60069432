using Freehold.ControlPlane.AgentStreams;
using Freehold.ControlPlane.Jobs;
using Freehold.Protocol.V1;
using Microsoft.Extensions.Options;

namespace Freehold.ControlPlane.Tests.AgentStreams;

/// <summary>The table of rule 5, every cell: what the agent has against what the database says.</summary>
internal sealed class InventoryDecisionsTests
{
    private static readonly RetryBackoff Backoff = new(Options.Create(new RetryOptions()));

    private static IEnumerable<AttemptPhase> Phases => [AttemptPhase.Accepted, AttemptPhase.Confirmed, AttemptPhase.Ended];

    [Test]
    public void A_current_attempt_is_kept_and_is_confirmed_where_the_agent_waits_for_it(
        [ValueSource(nameof(Phases))] AttemptPhase phase, [Values(AttemptState.Assigned, AttemptState.Confirmed)] AttemptState state)
    {
        var attempt = Attempt(state);

        var decisions = Decide(phase, attempt);

        Assert.That(decisions.Verdicts.Single().Decision, Is.EqualTo(InventoryDecision.Keep));
        Assert.That(decisions.Confirm, Has.Count.EqualTo(phase is AttemptPhase.Accepted ? 1 : 0));
        if (phase is not AttemptPhase.Ended)
            Assert.That(attempt.State, Is.EqualTo(AttemptState.Confirmed));
    }

    [Test]
    public void An_attempt_that_ended_is_cancelled_with_what_is_stored_of_it([ValueSource(nameof(Phases))] AttemptPhase phase)
    {
        var decisions = Decide(phase, Attempt(AttemptState.Ended, lastSequence: 9));

        Assert.That(decisions.Verdicts.Single().Decision, Is.EqualTo(InventoryDecision.Cancel));
        Assert.That(decisions.Verdicts.Single().AcknowledgedSequence, Is.EqualTo(9));
        Assert.That(decisions.Confirm, Is.Empty);
    }

    [Test]
    public void An_attempt_that_another_took_the_place_of_is_cancelled([ValueSource(nameof(Phases))] AttemptPhase phase)
    {
        var decisions = Decide(phase, Attempt(AttemptState.Ended, currentAttempt: 2));

        Assert.That(decisions.Verdicts.Single().Decision, Is.EqualTo(InventoryDecision.Cancel));
    }

    [TestCase(AttemptPhase.Accepted, InventoryDecision.Cancel)]
    [TestCase(AttemptPhase.Confirmed, InventoryDecision.Cancel)]
    [TestCase(AttemptPhase.Ended, InventoryDecision.Keep)]
    public void An_attempt_that_a_person_cancelled_is_stopped_unless_it_has_ended_by_itself(AttemptPhase phase, InventoryDecision expected)
    {
        var decisions = Decide(phase, Attempt(AttemptState.Confirmed, cancelAsked: true));

        Assert.That(decisions.Verdicts.Single().Decision, Is.EqualTo(expected));
        Assert.That(decisions.CancelAsked, Has.Count.EqualTo(expected is InventoryDecision.Cancel ? 1 : 0));
        Assert.That(decisions.Confirm, Is.Empty);
    }

    [Test]
    public void What_the_agent_never_heard_of_is_assigned_again()
    {
        var attempt = Attempt(AttemptState.Assigned);

        var decisions = InventoryDecisions.Of([], [attempt], lastsInCluster: false, Backoff);

        Assert.That(decisions.AssignAgain, Is.EqualTo(new[] { new AttemptKey(attempt.Job.Id, 1) }));
        Assert.That(attempt.State, Is.EqualTo(AttemptState.Assigned));
    }

    [TestCase(0, JobState.Queued)]
    [TestCase(4, JobState.Queued)]
    [TestCase(5, JobState.Failed)]
    public void What_the_agent_had_and_lost_goes_back_to_the_queue_five_times(int losses, JobState expected)
    {
        var attempt = Attempt(AttemptState.Confirmed, losses: losses);

        var decisions = InventoryDecisions.Of([], [attempt], lastsInCluster: false, Backoff);

        Assert.That(decisions.Lost, Has.Count.EqualTo(1));
        Assert.That(attempt.Outcome, Is.EqualTo("lost"));
        Assert.That(attempt.Job.State, Is.EqualTo(expected));
        Assert.That(attempt.Job.RetriesSpent, Is.Zero);
    }

    [Test]
    public void What_the_agent_lost_after_a_person_cancelled_it_is_cancelled()
    {
        var attempt = Attempt(AttemptState.Confirmed, cancelAsked: true);

        InventoryDecisions.Of([], [attempt], lastsInCluster: false, Backoff);

        Assert.That(attempt.Job.State, Is.EqualTo(JobState.Cancelled));
    }

    private static InventoryDecisions Decide(AttemptPhase phase, LockedAttempt attempt) =>
        InventoryDecisions.Of([Messages.Holds(attempt.Job.Id, phase)], [attempt], lastsInCluster: false, Backoff);

    private static LockedAttempt Attempt(
        AttemptState state, long lastSequence = 0, int currentAttempt = 1, bool cancelAsked = false, int losses = 0) => new()
        {
            Job = new()
            {
                Id = Guid.NewGuid(),
                State = state is AttemptState.Ended && currentAttempt == 1 ? JobState.Succeeded : JobState.Assigned,
                CurrentAttempt = currentAttempt,
                Retries = 0,
                RetriesSpent = 0,
                Losses = losses,
                CancelAsked = cancelAsked,
                WaitingReason = null,
                DocumentDigest = new('0', 64),
            },
            Number = 1,
            AgentId = Guid.NewGuid(),
            CommandId = Guid.NewGuid(),
            State = state,
            LastSequence = lastSequence,
        };
}
