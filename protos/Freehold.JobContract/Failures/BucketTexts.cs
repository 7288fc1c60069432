namespace Freehold.JobContract.Failures;

/// <summary>Sentences about stores that refuse or fail.</summary>
internal static class BucketTexts
{
    public static FailureText Describe(Failure failure)
    {
        var place = FailureCatalog.Named(failure);
        return (failure.Code, failure.Detail) switch
        {
            (FailureCode.BucketDenied, FailureDetail.BadCredentials) => new(
                $"The store of {place} does not accept the credentials{As(failure)}.", "Correct the access key, the account key or the role of the connection."),
            (FailureCode.BucketDenied, FailureDetail.ExpiredCredentials) => new(
                $"The credentials for {place} have expired{As(failure)}.", "Renew them; short-lived ones must live as long as the job."),
            (FailureCode.BucketDenied, FailureDetail.NoCredentials) => new(
                $"There are no credentials for {place}.", "Configure a connection under Buckets, or give the worker an identity of the cloud."),
            (FailureCode.BucketDenied, FailureDetail.ClockSkewed) => new(
                $"The store of {place} refuses requests because the worker's clock is wrong.", "Set the clock of the worker's machine."),
            (FailureCode.BucketDenied, FailureDetail.EncryptionRefused) => new(
                $"The encryption asked for {place} is refused{As(failure)}.", "Check Encryption and KmsKeyId of the connection, and the right to use the key."),
            (FailureCode.BucketDenied, _) => new(
                $"{Doing(failure)} {place} is denied{As(failure)}.", $"Give this identity the right to {Right(failure)} there."),
            (FailureCode.BucketNotFound, FailureDetail.WrongRegion) => new(
                $"The bucket of {place} lies in another region.", "Set Region of the connection to the bucket's."),
            (FailureCode.BucketNotFound, _) => new(
                $"There is no bucket for {place}.", "Check the bucket's name, and the endpoint of the connection."),
            (_, FailureDetail.Unreachable) => new(
                $"Nothing answers at the store of {place}.", "Check the endpoint, the proxy and the network rules between the worker and the store."),
            (_, FailureDetail.Changed) => new(
                $"{place} changed while it was read.", "Do not write to inputs while a job reads them; the job can be retried."),
            (_, FailureDetail.Corrupted) => new(
                $"{place} arrived damaged, also when it was read again.", "Check the network between the worker and the store; the job can be retried."),
            _ => new(
                $"The store of {place} could not be reached.", "Check the store and the network between the worker and it; the job can be retried."),
        };
    }

    private static string As(Failure failure) => failure.Identity.Length == 0 ? "" : $" (as {failure.Identity})";

    private static string Doing(Failure failure) => failure.Action switch
    {
        "read" => "Reading",
        "list" => "Listing",
        "write" => "Writing",
        "delete" => "Deleting",
        _ => "Access to",
    };

    private static string Right(Failure failure) => failure.Action.Length == 0 ? "read the input and to write the output" : failure.Action;
}
