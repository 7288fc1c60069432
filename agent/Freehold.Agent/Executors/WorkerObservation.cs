using Freehold.Protocol.V1;

namespace Freehold.Agent.Executors;

/// <summary>Something seen of a worker: what it waits for, what it reports, and last how it ended.</summary>
internal abstract record WorkerObservation;

/// <summary>Nothing new. Given now and then so that watching a silent worker can be told from watching that has come to a stop.</summary>
internal sealed record StillWatching : WorkerObservation;

/// <summary>The worker has ended; what it left running is being ended.</summary>
internal sealed record EndingLeftovers : WorkerObservation;

/// <summary>Nothing runs yet; what it waits for.</summary>
internal sealed record WorkerWaits(WaitingReason Reason) : WorkerObservation;

/// <summary>A record from the worker's standard output, unchecked.</summary>
internal sealed record WorkerReported(WorkerReport Report) : WorkerObservation;

/// <summary>The worker and everything it has started is gone.</summary>
/// <param name="ExitCode">Null when it did not end by itself, or never started.</param>
/// <param name="Signal">Number of the signal that ended it; 0 when none did.</param>
internal sealed record WorkerEnded(int? ExitCode, int Signal) : WorkerObservation
{
    /// <summary>Why, when not the worker itself decided: its node, its cluster, a limit. Null when nobody else had a part in it.</summary>
    public Failed? Because { get; init; }
}
