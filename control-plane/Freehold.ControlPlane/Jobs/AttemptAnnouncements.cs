using Freehold.ControlPlane.Dispatch;

namespace Freehold.ControlPlane.Jobs;

/// <summary>Tells the rest of the control plane what a transaction did to attempts, once it has committed.</summary>
internal sealed class AttemptAnnouncements(JobChanges changes, DispatchSignal dispatch)
{
    /// <summary>After the commit. Never waits, never throws.</summary>
    public void Announce(IEnumerable<LockedAttempt> attempts)
    {
        foreach (var attempt in attempts)
        {
            if (attempt.Job.Changed || attempt.Job.Progress is not null)
                changes.Publish(attempt.Job.Id);

            // A slot is free now, and the job itself may be due again later.
            if (attempt.JustEnded)
                dispatch.Wake(attempt.AgentId);
            if (attempt.Job.Pause is { } pause)
                dispatch.WakeAfter(attempt.AgentId, pause);
        }
    }
}
