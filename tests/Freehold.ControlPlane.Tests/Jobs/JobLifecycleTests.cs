using Freehold.ControlPlane.Jobs;

namespace Freehold.ControlPlane.Tests.Jobs;

// [Values] on an enum runs every member, and two of them every pair, so a new state or happening is covered when it is added.
internal sealed class JobLifecycleTests
{
    private static IEnumerable<JobState> FinishedStates => Enum.GetValues<JobState>().Where(state => state.IsFinished());

    [Test]
    public void A_finished_job_never_moves_again([ValueSource(nameof(FinishedStates))] JobState finished, [Values] JobHappening happened)
    {
        Assert.That(JobLifecycle.Apply(finished, happened).State, Is.EqualTo(finished));
    }

    [Test]
    public void The_same_happening_twice_moves_a_job_once([Values] JobState state, [Values] JobHappening happened)
    {
        var first = JobLifecycle.Apply(state, happened);
        var second = JobLifecycle.Apply(first.State, happened);

        Assert.That(second.Kind, Is.Not.EqualTo(TransitionKind.Moves));
        Assert.That(second.State, Is.EqualTo(first.State));
    }

    [Test]
    public void Only_a_move_changes_the_state([Values] JobState state, [Values] JobHappening happened)
    {
        var transition = JobLifecycle.Apply(state, happened);

        Assert.That(transition.State == state, Is.EqualTo(transition.Kind is not TransitionKind.Moves));
    }

    [Test]
    public void A_live_job_ends_or_goes_back_with_its_attempt(
        [Values(JobState.Assigned, JobState.Waiting, JobState.Running)] JobState live,
        [Values(JobHappening.AttemptSucceeded, JobHappening.AttemptFailed, JobHappening.AttemptStopped, JobHappening.AttemptGivenBack)]
        JobHappening happened)
    {
        var after = JobLifecycle.Apply(live, happened).State;

        Assert.That(after.IsFinished() || after is JobState.Queued);
    }

    [Test]
    public void A_job_that_may_have_started_is_never_cancelled_or_refused_over_its_agents_head(
        [Values(JobState.Waiting, JobState.Running)] JobState started,
        [Values(JobHappening.CancelledBeforeStart, JobHappening.AttemptRefused)] JobHappening happened)
    {
        Assert.That(JobLifecycle.Apply(started, happened).Kind, Is.EqualTo(TransitionKind.Refuses));
    }

    [Test]
    public void A_running_job_does_not_go_back_to_waiting()
    {
        Assert.That(JobLifecycle.Apply(JobState.Running, JobHappening.AttemptWaits).Kind, Is.EqualTo(TransitionKind.Refuses));
    }

    [Test]
    public void Every_state_has_a_name_that_leads_back_to_it([Values] JobState state)
    {
        Assert.That(JobStates.Parse(state.Name()), Is.EqualTo(state));
    }
}
