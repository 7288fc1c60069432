using System.Runtime.InteropServices;
using static Freehold.ControlPlane.Jobs.JobHappening;
using static Freehold.ControlPlane.Jobs.JobState;

namespace Freehold.ControlPlane.Jobs;

/// <summary>What a happening means for a job's state.</summary>
internal enum TransitionKind
{
    /// <summary>The job goes to another state.</summary>
    Moves,

    /// <summary>The job is there already: agents send again after a reconnect, and that is no error.</summary>
    Repeats,

    /// <summary>It cannot happen to a job in this state; the state stays.</summary>
    Refuses,
}

/// <param name="State">The state afterwards; the same as before unless <paramref name="Kind"/> is Moves.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Transition(TransitionKind Kind, JobState State);

/// <summary>The only place that decides whether a job may move. The picture is in docs/job-lifecycle.md.</summary>
internal static class JobLifecycle
{
    /// <summary>Pure: no clock, no database, no log.</summary>
    public static Transition Apply(JobState state, JobHappening happened) => (state, happened) switch
    {
        (Queued, AttemptAssigned) => MovesTo(Assigned),
        (Assigned, AttemptWaits) => MovesTo(Waiting),
        (Assigned or Waiting, AttemptRuns) => MovesTo(Running),

        // From any live state: an agent that lost its journal rebuilds the end of an attempt, not what came before.
        (Assigned or Waiting or Running, AttemptSucceeded) => MovesTo(Succeeded),
        (Assigned or Waiting or Running, AttemptFailed) => MovesTo(Failed),
        (Assigned or Waiting or Running, AttemptStopped) => MovesTo(Cancelled),
        (Assigned or Waiting or Running, AttemptGivenBack) => MovesTo(Queued),

        // Only before anything is confirmed: what has started is stopped by asking the agent.
        (Assigned, AttemptRefused) => MovesTo(Rejected),
        (Queued or Assigned, CancelledBeforeStart) => MovesTo(Cancelled),

        (Assigned, AttemptAssigned)
            or (Waiting, AttemptWaits)
            or (Running, AttemptRuns)
            or (Queued, AttemptGivenBack)
            or (Succeeded, AttemptSucceeded)
            or (Failed, AttemptFailed)
            or (Rejected, AttemptRefused)
            or (Cancelled, AttemptStopped or CancelledBeforeStart) => new(TransitionKind.Repeats, state),

        _ => new(TransitionKind.Refuses, state),
    };

    /// <summary>Whether the state is final.</summary>
    public static bool IsFinished(this JobState state) => state is Succeeded or Failed or Cancelled or Rejected or Expired;

    /// <summary>Whether an attempt is with an agent.</summary>
    public static bool IsLive(this JobState state) => state is Assigned or Waiting or Running;

    private static Transition MovesTo(JobState next) => new(TransitionKind.Moves, next);
}
