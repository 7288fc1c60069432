using Freehold.Protocol.V1;

namespace Freehold.Worker.Run;

/// <summary>How an attempt ended.</summary>
/// <param name="Outcome">The result that was reported.</param>
/// <param name="LeftQueryBehind">Whether a query still runs on another thread: the process must end without waiting for it.</param>
internal sealed record FinishedRun(RunOutcome Outcome, bool LeftQueryBehind)
{
    /// <summary>The last line of the report.</summary>
    public required WorkerReport Result { get; init; }

    /// <summary>One of <see cref="Run.ExitCode"/>.</summary>
    public required int ExitCode { get; init; }
}
