using System.Runtime.InteropServices;
using Freehold.ControlPlane.Jobs;

namespace Freehold.ControlPlane.Leases;

/// <summary>An attempt at an agent whose lease ran out long enough ago.</summary>
/// <param name="OnPartition">The job's word: keep, stop or rerun.</param>
/// <param name="OutOfTime">Whether it ran for longer than the job allows, as far as is known.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CutOffAttempt(AttemptKey Attempt, Guid AgentId, string OnPartition, bool OutOfTime);

/// <summary>What becomes of an attempt at an agent that is cut off.</summary>
internal enum PartitionVerdict
{
    /// <summary>It waits for its agent.</summary>
    Wait,

    /// <summary>It cannot have started, so it goes back to the queue; nothing is counted.</summary>
    Withdraw,

    /// <summary>It does not count any more: another attempt takes its place, or the job is cancelled if that was asked.</summary>
    GiveUp,
}

/// <summary>Decides about attempts at agents that are cut off. Pure.</summary>
internal static class PartitionPolicies
{
    public static PartitionVerdict Judge(LockedAttempt attempt, CutOffAttempt cutOff) => attempt switch
    {
        { IsCurrent: false } => PartitionVerdict.Wait,
        { State: AttemptState.Assigned } => PartitionVerdict.Withdraw,
        { Job.CancelAsked: true } => PartitionVerdict.GiveUp,
        _ => cutOff.OnPartition == "rerun" || cutOff.OutOfTime ? PartitionVerdict.GiveUp : PartitionVerdict.Wait,
    };
}
