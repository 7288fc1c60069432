using Freehold.JobContract.Failures;

namespace Freehold.Worker;

/// <summary>Ends the job with a failure that is known and named. Anything else that is thrown is a bug.</summary>
/// <param name="failure">What went wrong, in words from closed lists.</param>
/// <param name="cause">What led to it, for the log.</param>
internal sealed class JobFailedException(Failure failure, Exception? cause = null)
    : Exception($"The job failed: {failure.Code} {failure.Detail}", cause)
{
    public Failure Failure { get; } = failure;
}
