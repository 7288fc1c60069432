namespace Freehold.Worker.Run;

/// <summary>How an attempt ended.</summary>
/// <param name="Outcome">The result that was reported.</param>
/// <param name="LeftQueryBehind">Whether a query still runs on another thread: the process must end without waiting for it.</param>
internal sealed record FinishedRun(RunOutcome Outcome, bool LeftQueryBehind);
