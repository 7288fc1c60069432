using Freehold.ControlPlane.Jobs;
using Freehold.JobContract.Failures;
using Freehold.Protocol.V1;

namespace Freehold.ControlPlane.Dispatch;

/// <summary>What the agent is told after its answer is stored.</summary>
internal enum AnswerReply
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The attempt may start.</summary>
    Confirm,

    /// <summary>The attempt is not wanted any more: forget it.</summary>
    Cancel,
}

/// <summary>Decides what an agent's answer to an assignment means. Changes the attempt in memory, touches nothing else.</summary>
internal static class AnswerDecision
{
    /// <param name="attempt">Null: the control plane has no such attempt of this agent.</param>
    public static AnswerReply Apply(LockedAttempt? attempt, CommandAnswer answer, RetryBackoff backoff) => answer.Outcome switch
    {
        CommandOutcome.Accepted or CommandOutcome.Duplicate => Accepted(attempt),
        CommandOutcome.Rejected => Rejected(attempt, answer, backoff),
        _ => AnswerReply.None,
    };

    /// <summary>Whether the agent cannot take anything at the moment, this attempt or another.</summary>
    public static bool HasNoRoom(CommandAnswer answer) => answer.Outcome is CommandOutcome.Rejected
        && answer.Reason is RejectionReason.NoCapacity or RejectionReason.Draining or RejectionReason.JournalUnavailable;

    private static AnswerReply Accepted(LockedAttempt? attempt)
    {
        if (attempt is not { IsCurrent: true })
            return AnswerReply.Cancel;

        if (attempt.State is AttemptState.Assigned)
            attempt.Confirm();

        // Confirmed before: its confirm may not have arrived. Where a person asked to cancel, that command is on its way.
        return attempt.Job.CancelAsked ? AnswerReply.None : AnswerReply.Confirm;
    }

    private static AnswerReply Rejected(LockedAttempt? attempt, CommandAnswer answer, RetryBackoff backoff)
    {
        // Only what is not confirmed: a late answer of an older session says nothing about an attempt that runs.
        if (attempt is not { IsCurrent: true, State: AttemptState.Assigned })
            return AnswerReply.None;

        switch (answer.Reason)
        {
            case RejectionReason.UnsupportedKind:
                attempt.Reject(new() { Code = FailureCode.UnsupportedKind });
                break;
            case RejectionReason.BadDocument:
                attempt.Reject(new() { Code = FailureCode.SpecInvalid });
                break;
            case RejectionReason.DigestConflict:
                attempt.Reject(new() { Code = FailureCode.SpecInvalid, Detail = FailureDetail.DigestConflict });
                break;
            case RejectionReason.Policy:
                attempt.Reject(new() { Code = FailureCode.Policy, ObjectName = answer.PolicyRule });
                break;
            default:
                // No room, draining, no journal, or a reason of a newer version: later, perhaps.
                attempt.Withdraw(backoff.After(1));
                break;
        }

        return AnswerReply.None;
    }
}
