using Freehold.JobContract.Failures;

namespace Freehold.ControlPlane.Jobs;

/// <summary>What an attempt's row says about it.</summary>
internal enum AttemptState
{
    /// <summary>Handed to a session. It has not started, so it can be taken back at any moment.</summary>
    Assigned,

    /// <summary>The agent's journal has it and it may start; it belongs to this agent.</summary>
    Confirmed,

    /// <summary>Final.</summary>
    Ended,
}

/// <summary>
/// An attempt whose job this transaction has locked: everything that can happen to it, as changes to be written by
/// <see cref="AttemptStore"/>. An attempt that has ended, or is no longer the job's current one, changes nothing any more.
/// </summary>
internal sealed class LockedAttempt
{
    public required LockedJob Job { get; init; }

    public required int Number { get; init; }

    public required Guid AgentId { get; init; }

    public required Guid CommandId { get; init; }

    public required AttemptState State { get; set; }

    /// <summary>Highest event sequence stored; all below it are.</summary>
    public required long LastSequence { get; set; }

    /// <summary>How it ended; null while it has not.</summary>
    public string? Outcome { get; private set; }

    public Failure? Failure { get; private set; }

    public bool Started { get; private set; }

    /// <summary>Whether there is anything to write.</summary>
    public bool Changed { get; private set; }

    /// <summary>Whether it is the attempt that counts.</summary>
    public bool IsCurrent => State is not AttemptState.Ended && Number == Job.CurrentAttempt && Job.State.IsLive();

    /// <summary>Whether it does not count any more, but an output that it committed is one that its cancelled job names.</summary>
    public bool MayNameOutput => !IsCurrent && Job.State is JobState.Cancelled;

    /// <summary>Whether it ended in this transaction, which frees its slot.</summary>
    public bool JustEnded => Outcome is not null;

    /// <summary>Its events are stored up to here.</summary>
    public void StoredUpTo(long sequence)
    {
        LastSequence = sequence;
        Changed = true;
    }

    /// <summary>The agent's journal has it: from now on it may start.</summary>
    public void Confirm()
    {
        State = AttemptState.Confirmed;
        Changed = true;
    }

    public void Waits(string reason)
    {
        if (Job.Apply(JobHappening.AttemptWaits))
        {
            Job.WaitingReason = reason;
            Job.Changed = true;
        }
    }

    public void Runs()
    {
        if (!Job.Apply(JobHappening.AttemptRuns))
            return;

        Started = Job.Started = Changed = Job.Changed = true;
        Job.WaitingReason = null;
    }

    /// <param name="progress">JSON.</param>
    public void Progresses(string progress)
    {
        Runs();
        Job.Progress = progress;
    }

    /// <summary>Its output is committed. After a person asked to cancel, the job is cancelled with the output named.</summary>
    public void Succeed(string manifestUri, string manifestDigest)
    {
        Job.ManifestUri = manifestUri;
        Job.ManifestDigest = manifestDigest;
        End("succeeded", Job.CancelAsked ? JobHappening.AttemptStopped : JobHappening.AttemptSucceeded);
    }

    /// <summary>
    /// It had committed its output when the job was cancelled without waiting for it. The job stays cancelled, and names it.
    /// </summary>
    public void NameOutput(string manifestUri, string? manifestDigest)
    {
        Job.ManifestUri = manifestUri;
        Job.ManifestDigest = manifestDigest;
        Job.Changed = true;
    }

    /// <summary>It failed: another attempt follows where failure and job allow it.</summary>
    public void Fail(Failure failure, RetryBackoff backoff)
    {
        Failure = failure;
        EndUnsuccessfully("failed", failure, FailureCatalog.ClassOf(failure.Code, failure.Detail), backoff);
    }

    /// <summary>It was stopped. Nobody asked: then it counts as lost.</summary>
    /// <param name="manifestUri">Set when it had committed its output before.</param>
    public void Stopped(string? manifestUri, RetryBackoff backoff)
    {
        Job.ManifestUri = manifestUri;
        EndUnsuccessfully("cancelled", new() { Code = FailureCode.AttemptLost }, RetryClass.Infrastructure, backoff);
    }

    /// <summary>The agent does not have it any more. It is fenced by the next attempt's number.</summary>
    public void Lose(RetryBackoff backoff) =>
        EndUnsuccessfully("lost", new() { Code = FailureCode.AttemptLost }, RetryClass.Infrastructure, backoff);

    /// <summary>Its agent has not been heard for too long. It is fenced by the next attempt's number, and told so when it is back.</summary>
    public void GiveUp(RetryBackoff backoff)
    {
        Failure = new() { Code = FailureCode.Partition };
        EndUnsuccessfully("lost", Failure, FailureCatalog.ClassOf(FailureCode.Partition, ""), backoff);
    }

    /// <summary>It never started and goes back to the queue; nothing is counted.</summary>
    public void Withdraw(TimeSpan pause)
    {
        if (Job.CancelAsked)
            End("withdrawn", JobHappening.AttemptStopped);
        else
            GiveBack("withdrawn", pause);
    }

    /// <summary>The agent will not run it, nor any other attempt of this job.</summary>
    public void Reject(Failure failure)
    {
        Failure = Job.Failure = failure;
        End("rejected", JobHappening.AttemptRefused);
    }

    /// <summary>A person cancels before it is confirmed, so that nothing of it ever runs.</summary>
    public void CancelBeforeStart() => End("withdrawn", JobHappening.CancelledBeforeStart);

    private void EndUnsuccessfully(string outcome, Failure failure, RetryClass retryClass, RetryBackoff backoff)
    {
        if (Job.CancelAsked)
        {
            End(outcome, JobHappening.AttemptStopped);
            return;
        }

        // What is bounded by itself spends nothing.
        if (MemoryGrowth.After(failure, Job.MemoryBytes, Job.MemoryMost) is { } more)
        {
            Job.MemoryBytes = more;
            GiveBack(outcome, backoff.After(1));
            return;
        }

        switch (RetryPolicy.After(retryClass, Job.Retries, Job.RetriesSpent, Job.Losses, LossBounds.Of(failure.Code)))
        {
            case RetryDecision.SpendRetry:
                Job.RetriesSpent++;
                GiveBack(outcome, backoff.After(Job.RetriesSpent));
                break;
            case RetryDecision.CountLoss:
                Job.Losses++;
                GiveBack(outcome, backoff.After(Job.Losses));
                break;
            default:
                Job.Failure = failure;
                End(outcome, JobHappening.AttemptFailed);
                break;
        }
    }

    private void GiveBack(string outcome, TimeSpan pause)
    {
        Job.Pause = pause;
        Job.StartsOver = true;
        Job.ManifestUri = null;
        End(outcome, JobHappening.AttemptGivenBack);
    }

    private void End(string outcome, JobHappening happened)
    {
        State = AttemptState.Ended;
        Outcome = outcome;
        Changed = Job.Changed = true;
        Job.WaitingReason = null;
        Job.Apply(happened);
    }
}
