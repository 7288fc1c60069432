using Freehold.Agent.Executors;
using Freehold.Agent.Journal;
using Freehold.JobContract.Failures;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Assignments;

/// <summary>How an attempt ended. Pure: the whole decision is in this file.</summary>
internal static class AttemptOutcome
{
    /// <summary>The terminal event, without attempt, sequence and time.</summary>
    /// <param name="result">The worker's last record, if it was a result.</param>
    /// <param name="asked">Why the agent stopped the worker, if it did.</param>
    public static JobEvent Of(WorkerReport? result, WorkerEnded end, StopCause asked) => (result?.KindCase, asked) switch
    {
        // A commit cannot be undone: the output is there, whatever was asked meanwhile.
        (WorkerReport.KindOneofCase.Succeeded, _) => new() { Succeeded = result!.Succeeded },

        (_, StopCause.Cancelled) => new() { Cancelled = result?.Cancelled ?? new() },
        (_, StopCause.TimeLimit) => Failed(FailureCode.TimeLimit, end),
        (_, StopCause.AgentStopped) => Failed(FailureCode.Evicted, end),
        (_, StopCause.Partition) => Failed(FailureCode.Partition, end),

        (WorkerReport.KindOneofCase.Failed, _) => Failed(result!.Failed, end),
        _ when end.Because is { } because => Failed(because.Clone(), end),
        _ => Failed(FailureCode.WorkerCrashed, end),
    };

    /// <summary>The terminal event of an attempt whose worker could not be started.</summary>
    /// <param name="because">What is known of the reason.</param>
    public static JobEvent NotStarted(Failed? because) => new() { Failed = because ?? new() { Code = FailureCode.WorkerNotStarted } };

    private static JobEvent Failed(string code, WorkerEnded end) => Failed(new Failed { Code = code }, end);

    private static JobEvent Failed(Failed failed, WorkerEnded end)
    {
        failed.Signal = (uint)end.Signal;
        failed.ClearExitCode();
        if (end.ExitCode is { } code)
            failed.ExitCode = code;
        return new() { Failed = failed };
    }
}
