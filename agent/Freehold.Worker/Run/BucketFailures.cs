using Freehold.Buckets;
using Freehold.JobContract.Failures;

namespace Freehold.Worker.Run;

/// <summary>Says in the words of failures what a store answered.</summary>
internal static class BucketFailures
{
    public static Failure Translate(BucketException e)
    {
        var (code, detail) = e.Error switch
        {
            BucketError.NotFound => (FailureCode.InputMissing, FailureDetail.NotFound),
            BucketError.UnsafeName => (FailureCode.BadInput, FailureDetail.UnsafeName),
            BucketError.NotAFile => (FailureCode.BadInput, FailureDetail.NotAFile),
            BucketError.BucketNotFound => (FailureCode.BucketNotFound, ""),
            BucketError.WrongRegion => (FailureCode.BucketNotFound, FailureDetail.WrongRegion),
            BucketError.Denied => (FailureCode.BucketDenied, ""),
            BucketError.BadCredentials => (FailureCode.BucketDenied, FailureDetail.BadCredentials),
            BucketError.ExpiredCredentials => (FailureCode.BucketDenied, FailureDetail.ExpiredCredentials),
            BucketError.NoCredentials => (FailureCode.BucketDenied, FailureDetail.NoCredentials),
            BucketError.ClockSkewed => (FailureCode.BucketDenied, FailureDetail.ClockSkewed),
            BucketError.EncryptionRefused => (FailureCode.BucketDenied, FailureDetail.EncryptionRefused),
            BucketError.Full => (FailureCode.OutputUnwritable, FailureDetail.DiskFull),
            BucketError.Unwritable => (FailureCode.OutputUnwritable, ""),
            BucketError.Changed => (FailureCode.BucketUnavailable, FailureDetail.Changed),
            BucketError.Corrupted => (FailureCode.BucketUnavailable, FailureDetail.Corrupted),
            BucketError.Unreachable => (FailureCode.BucketUnavailable, FailureDetail.Unreachable),
            _ => (FailureCode.BucketUnavailable, ""),
        };
        return new()
        {
            Code = code,
            Detail = detail,
            ObjectName = e.Address,
            Action = e.Action is { } action ? $"{action}".ToLowerInvariant() : "",
            Identity = e.Identity,
        };
    }
}
