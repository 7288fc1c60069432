using Freehold.JobContract.Documents;
using Freehold.JobContract.Failures;
using Freehold.Worker.Limits;
using Freehold.Worker.Stages;

namespace Freehold.Worker.Run;

/// <summary>One attempt at a job.</summary>
/// <param name="Document">The job.</param>
/// <param name="JobId">Its id; letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, at most 64.</param>
/// <param name="Attempt">Number of the attempt, from 1.</param>
/// <param name="WorkFolder">Folder for scratch files; made, emptied and removed by this attempt alone.</param>
internal sealed record RunRequest(JobDocument Document, string JobId, int Attempt, string WorkFolder)
{
    /// <summary>Whether this process is there for the attempt alone: what it uses is the attempt's, and it may be ended.</summary>
    public bool OwnsProcess { get; init; }

    /// <summary>What this process does of it.</summary>
    public JobPart Part { get; init; } = new JobPart.Whole();

    /// <summary>Whether another attempt at the job follows when this one fails so.</summary>
    /// <remarks>
    /// Attempts that were lost with their node spend no retry and are not known here: then the job may have more attempts than this
    /// says, and the next one begins anew.
    /// </remarks>
    public bool IsFollowedByAnother(Failure failure) => MayHaveMoreMemory(failure) || FailureCatalog.ClassOf(failure.Code, failure.Detail) switch
    {
        RetryClass.Infrastructure => true,
        RetryClass.Job => Attempt <= Document.Retries,
        _ => false,
    };

    private bool MayHaveMoreMemory(Failure failure) =>
        failure.Code is FailureCode.OomKilled && Document.Resources.MaxMemoryBytes > Container.OfThisProcess().AskedFor(Document);
}
