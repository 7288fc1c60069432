using Freehold.ControlPlane.Jobs;
using Freehold.Protocol.V1;

namespace Freehold.ControlPlane.AgentStreams;

/// <summary>What follows from an agent's inventory: what it is told in and after its welcome.</summary>
internal sealed class InventoryDecisions
{
    /// <summary>One for each entry of the inventory, same order.</summary>
    public List<InventoryVerdict> Verdicts { get; } = [];

    /// <summary>May start: the agent waits for this word, or may have missed it.</summary>
    public List<AttemptKey> Confirm { get; } = [];

    /// <summary>Handed to the agent, but it never heard of them: the same assignment goes out again.</summary>
    public List<AttemptKey> AssignAgain { get; } = [];

    /// <summary>To be stopped because a person asked.</summary>
    public List<AttemptKey> CancelAsked { get; } = [];

    /// <summary>Attempts that the agent had confirmed and does not have any more.</summary>
    public List<AttemptKey> Lost { get; } = [];

    /// <summary>Attempts that it had confirmed, that never started, and of which nothing is left: they go back to the queue, nothing is counted.</summary>
    public List<AttemptKey> Withdrawn { get; } = [];

    /// <summary>Attempts that the agent has under their name, but with another document than it was handed.</summary>
    public List<AttemptKey> Altered { get; } = [];

    /// <summary>Attempts that are not known, or not this agent's.</summary>
    public List<AttemptKey> Foreign { get; } = [];

    /// <summary>
    /// Compares what the agent has with what the database says it should have. Changes the attempts in memory, touches
    /// nothing else.
    /// </summary>
    /// <param name="inventory">Everything the agent has; each attempt once.</param>
    /// <param name="attempts">All its attempts that have not ended, and those of the inventory that are its own; locked.</param>
    /// <param name="lastsInCluster">
    /// Whether the agent keeps its attempts in a cluster and names all that are there: then one that it does not name does not run.
    /// </param>
    public static InventoryDecisions Of(
        IReadOnlyCollection<InventoryEntry> inventory, IReadOnlyCollection<LockedAttempt> attempts, bool lastsInCluster, RetryBackoff backoff)
    {
        var decisions = new InventoryDecisions();
        var missing = attempts.ToDictionary(attempt => new AttemptKey(attempt.Job.Id, attempt.Number));

        foreach (var entry in inventory)
        {
            var key = new AttemptKey(Guid.Parse(entry.Attempt.JobId), (int)entry.Attempt.Number);
            missing.Remove(key, out var attempt);
            decisions.Verdicts.Add(new()
            {
                Attempt = entry.Attempt,
                Decision = decisions.Present(key, entry, attempt, backoff),
                AcknowledgedSequence = (ulong)(attempt?.LastSequence ?? 0),
            });
        }

        foreach (var (key, attempt) in missing)
            decisions.Missing(key, attempt, lastsInCluster, backoff);

        return decisions;
    }

    private InventoryDecision Present(AttemptKey key, InventoryEntry entry, LockedAttempt? attempt, RetryBackoff backoff)
    {
        if (attempt is null)
        {
            Foreign.Add(key);
            return InventoryDecision.Forget;
        }

        // Whatever it has, it is not what was handed out. Empty where the agent lost its journal and found the attempt running.
        if (entry.DocumentDigest.Length > 0 && entry.DocumentDigest != attempt.Job.DocumentDigest)
        {
            Altered.Add(key);
            if (attempt.IsCurrent)
                attempt.Lose(backoff);
            return InventoryDecision.Cancel;
        }

        // Ended here, or another attempt took its place: whatever it does now does not count.
        if (!attempt.IsCurrent)
            return InventoryDecision.Cancel;

        // It has ended by itself: its last events are on their way, and they decide.
        if (entry.Phase is AttemptPhase.Ended)
            return InventoryDecision.Keep;

        if (attempt.Job.CancelAsked)
        {
            CancelAsked.Add(key);
            return InventoryDecision.Cancel;
        }

        if (attempt.State is AttemptState.Assigned)
            attempt.Confirm();
        if (entry.Phase is AttemptPhase.Accepted)
            Confirm.Add(key);
        return InventoryDecision.Keep;
    }

    private void Missing(AttemptKey key, LockedAttempt attempt, bool lastsInCluster, RetryBackoff backoff)
    {
        if (attempt.State is AttemptState.Ended)
            return;

        if (attempt.State is AttemptState.Assigned)
        {
            // The assignment was lost on the way, or the agent died before it wrote it down: nothing has started.
            if (attempt.IsCurrent && !attempt.Job.CancelAsked)
                AssignAgain.Add(key);
            else
                attempt.Withdraw(TimeSpan.Zero);
            return;
        }

        // Its leader ended before the attempt's Job was made, and took with it that it had accepted. However often that happens while a
        // job waits for room, it is nobody's failure.
        if (lastsInCluster && attempt.IsCurrent && attempt.Job.State is not JobState.Running)
        {
            attempt.Withdraw(TimeSpan.Zero);
            Withdrawn.Add(key);
            return;
        }

        // The agent wrote it down and has it no more. Its next attempt's number fences whatever may be left of it.
        attempt.Lose(backoff);
        Lost.Add(key);
    }
}
