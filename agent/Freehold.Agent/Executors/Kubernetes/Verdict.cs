using Freehold.Protocol.V1;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>How an attempt is, judged by what is seen of it.</summary>
internal abstract record Verdict
{
    /// <summary>Nothing runs yet.</summary>
    public sealed record Waits(WaitingReason Reason) : Verdict;

    /// <summary>The worker runs, or has not ended yet although it will.</summary>
    public sealed record Runs : Verdict;

    /// <summary>It has ended, or is lost.</summary>
    /// <param name="ExitCode">Null when it did not end by itself.</param>
    /// <param name="Signal">Number of the signal that ended it; 0 when none did.</param>
    /// <param name="Because">Set when not the worker decided.</param>
    public sealed record Ended(int? ExitCode, int Signal, Failed? Because) : Verdict;
}
