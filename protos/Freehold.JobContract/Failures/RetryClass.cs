namespace Freehold.JobContract.Failures;

/// <summary>What a failure means for another attempt.</summary>
public enum RetryClass
{
    /// <summary>Another attempt would fail the same way: the job fails at once, whatever its retries.</summary>
    Permanent,

    /// <summary>The job's own failure: another attempt is made while it has retries left.</summary>
    Job,

    /// <summary>Not the job's fault: another attempt is made without spending a retry, a bounded number of times.</summary>
    Infrastructure,
}
