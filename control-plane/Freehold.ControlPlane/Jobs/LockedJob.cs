using Freehold.JobContract.Failures;

namespace Freehold.ControlPlane.Jobs;

/// <summary>
/// A job whose row this transaction has locked, and what is to be written to it. The row is the lock of all the job's
/// attempts: whoever changes an attempt holds it first.
/// </summary>
internal sealed class LockedJob
{
    public required Guid Id { get; init; }

    public required JobState State { get; set; }

    /// <summary>SHA-256 of what every attempt of the job is to run.</summary>
    public required string DocumentDigest { get; init; }

    /// <summary>Number of the current attempt; an older one moves nothing any more.</summary>
    public required int CurrentAttempt { get; init; }

    public required int Retries { get; init; }

    public required int RetriesSpent { get; set; }

    public required int Losses { get; set; }

    /// <summary>Memory of the next attempt, in bytes; null: as the document says, always.</summary>
    public long? MemoryBytes { get; set; }

    /// <summary>The most that an attempt may be given; null: never more than the document asks for.</summary>
    public long? MemoryMost { get; init; }

    public required bool CancelAsked { get; set; }

    public required string? WaitingReason { get; set; }

    /// <summary>Pause before the next attempt; null leaves the time as it is.</summary>
    public TimeSpan? Pause { get; set; }

    /// <summary>JSON of the newest progress; null leaves it as it is.</summary>
    public string? Progress { get; set; }

    public Failure? Failure { get; set; }

    public string? ManifestUri { get; set; }

    public string? ManifestDigest { get; set; }

    /// <summary>Whether the worker of an attempt runs or ran.</summary>
    public bool Started { get; set; }

    /// <summary>Whether an attempt was given back: the next one shows a progress of its own.</summary>
    public bool StartsOver { get; set; }

    /// <summary>Whether there is anything to write.</summary>
    public bool Changed { get; set; }

    /// <summary>Moves the job as the lifecycle says.</summary>
    /// <returns>Whether the happening has any meaning in this state.</returns>
    public bool Apply(JobHappening happened)
    {
        var transition = JobLifecycle.Apply(State, happened);
        State = transition.State;
        Changed |= transition.Kind is TransitionKind.Moves;
        return transition.Kind is not TransitionKind.Refuses;
    }
}
