using Freehold.JobContract.Documents;

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
}
