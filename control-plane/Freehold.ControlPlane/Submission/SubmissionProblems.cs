using Freehold.ControlPlane.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Freehold.ControlPlane.Submission;

/// <summary>Why a job was not taken.</summary>
internal static class SubmissionProblems
{
    public static ProblemHttpResult BadKey(int maxLength) =>
        Problem.Of(ProblemTypes.InvalidRequest, $"{IdempotencyKey.Header} must have 1 to {maxLength} visible ASCII characters.");

    public static ProblemHttpResult KeyConflict() => Problem.Of(
        ProblemTypes.IdempotencyConflict, $"This {IdempotencyKey.Header} came with another document before. Use a new key for a new job.");

    public static ProblemHttpResult InvalidDocument(ValidatedJob job) => Problem.Of(
        ProblemTypes.InvalidDocument,
        job.Problems.Count == 1 ? job.Problems[0].ToString() : $"{job.Problems.Count} problems, see problems.",
        KeyValuePair.Create<string, object?>("problems", job.Problems));
}
