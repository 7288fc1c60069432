using Freehold.JobContract.Failures;
using Freehold.Protocol.V1;
using Freehold.Worker.Output;
using Freehold.Worker.Tasks;

namespace Freehold.Worker.Run;

/// <summary>How an attempt ended: a closed list.</summary>
internal abstract record RunOutcome
{
    private RunOutcome()
    {
    }

    /// <summary>The job has its output: from this attempt, or from another that committed before.</summary>
    internal sealed record Succeeded(CommittedOutput Committed, AttemptOutput Output, Progress Totals) : RunOutcome
    {
        /// <summary>Of a profile what its document discloses; null for other kinds.</summary>
        public ProfileSummary? Profile { get; init; }
    }

    /// <summary>The job has its plan, and others do its tasks.</summary>
    internal sealed record Planned(JobPlan Plan) : RunOutcome;

    /// <summary>Each task of the index has its record.</summary>
    internal sealed record IndexDone : RunOutcome;

    /// <summary>It failed, and left nothing but its log.</summary>
    internal sealed record Failed(Failure Failure) : RunOutcome;

    /// <summary>It was stopped from outside, and left nothing but its log.</summary>
    internal sealed record Cancelled : RunOutcome;
}
