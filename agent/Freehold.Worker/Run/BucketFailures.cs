using Freehold.Buckets;
using Freehold.JobContract.Failures;

namespace Freehold.Worker.Run;

/// <summary>Says in the words of failures what a store answered.</summary>
internal static class BucketFailures
{
    public static Failure Translate(BucketException e) => e.Error switch
    {
        BucketError.NotFound => new() { Code = FailureCode.InputMissing, Detail = FailureDetail.NotFound, ObjectName = e.Address },
        BucketError.Denied => new() { Code = FailureCode.BucketDenied, ObjectName = e.Address },
        BucketError.Full => new() { Code = FailureCode.OutputUnwritable, Detail = FailureDetail.DiskFull, ObjectName = e.Address },
        BucketError.Unwritable => new() { Code = FailureCode.OutputUnwritable, ObjectName = e.Address },
        _ => new() { Code = FailureCode.BucketUnavailable, ObjectName = e.Address },
    };
}
