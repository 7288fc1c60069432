using Freehold.JobContract.Failures;
using Freehold.Protocol.V1;
using Freehold.Worker.Run;

namespace Freehold.Worker.Stages;

/// <summary>What one process does of an attempt: all of it, or one of the parts that share nothing but what lies in the sink.</summary>
internal interface IStage
{
    /// <summary>Does it.</summary>
    /// <exception cref="JobFailedException">It failed. What was written lies there still.</exception>
    /// <exception cref="OperationCanceledException">Stopped. What was written lies there still.</exception>
    Task<RunOutcome> RunAsync(CancellationToken stopping);

    /// <summary>Deletes what nobody will read, or leaves for others what they will.</summary>
    /// <param name="outcome">How it ended.</param>
    /// <param name="cancellationToken">Ends it where it is.</param>
    Task CleanUpAsync(RunOutcome outcome, CancellationToken cancellationToken);

    /// <summary>The last line of its report.</summary>
    WorkerReport ResultOf(RunOutcome outcome);

    /// <summary>The process's exit code after a failure.</summary>
    int ExitCodeOf(Failure failure);
}
