using Freehold.JobContract.Failures;

namespace Freehold.JobContract.Checks;

/// <summary>What there is to say about rights at stores. Why a store refused is told with the words of failures.</summary>
internal static class StoreChecks
{
    public static IReadOnlyList<CheckText> Texts { get; } =
    [
        new(CheckId.Stores, "Stores", "A worker could be asked about the stores that the settings name.",
        [
            new(CheckDetail.WorkerFailed, "The worker ended without an answer.", "Look at the worker's log: the check for its own reason, the pods check for the cluster's."),
            new(CheckDetail.Invalid, "An address or kind in the list of stores is wrong.", "Correct preflight.buckets; freehold-agent check says what is wrong."),
        ]),
        new(CheckId.SourceList, "Input: list", "The worker may list the input's prefix.",
        [
            new(CheckDetail.NothingThere, "The input may be listed, and nothing lies there.", "Put an object there to have reading checked, or correct the address."),
            new(CheckDetail.NotApplicable, "The input is one object: no right to list is needed.", "Nothing."),
        ]),
        new(CheckId.SourceStat, "Input: properties", "The worker may ask for the size of an object of the input.", []),
        new(CheckId.SourceRead, "Input: read", "The worker may read an object of the input; its first bytes are read.", []),
        new(CheckId.SourceReadOnly, "Input: read only", "The worker cannot write beside the input: it should not have more than it needs.",
        [
            new(CheckDetail.MoreThanNeeded, "The worker may write where the input lies.", "Take away the right to write there; jobs need to list and read the input only."),
            new(CheckDetail.NotApplicable, "Not tried: input and output lie in one place, or the store has no way to try it without writing.", "Nothing; with separate buckets the input can be kept from being written."),
        ]),
        new(CheckId.SinkWrite, "Output: write", "The worker may write under the output's prefix.", []),
        new(CheckId.SinkRead, "Output: read", "The worker may read what it has written.",
        [
            new(CheckDetail.NotKept, "What was read is not what was written.", "Something between changes objects (gateway, cache); take it out of the way."),
        ]),
        new(CheckId.SinkList, "Output: list", "The worker may list what it has written.",
        [
            new(CheckDetail.NotKept, "What was written is not in the list.", "The store has to list what was written at once."),
        ]),
        new(CheckId.SinkConditional, "Output: conditional write", "The store refuses to replace an object when it is asked to write only if there is none: that is how a job commits.",
        [
            new(CheckDetail.NotKept, "The store replaced the object.", "Use a store, or a version of it, that keeps If-None-Match: without it two attempts could both commit."),
        ]),
        new(CheckId.SinkMultipart, "Output: write in parts", "The worker may write large objects in parts, and give up on them.",
        [
            new(CheckDetail.NotApplicable, "The store needs no right of its own for this.", "Nothing."),
        ]),
        new(CheckId.SinkDelete, "Output: delete", "The worker may delete what it has written.", []),
    ];

    /// <summary>The right that a check of a store is about, as stores call it; null for another check.</summary>
    public static string? RightOf(string id) => id switch
    {
        CheckId.Stores => "",
        CheckId.SourceList => " The right: s3:ListBucket on the input's bucket; Storage Blob Data Reader; storage.objects.list.",
        CheckId.SourceStat or CheckId.SourceRead => " The right: s3:GetObject on the input's prefix; Storage Blob Data Reader; storage.objects.get.",
        CheckId.SourceReadOnly => "",
        CheckId.SinkWrite or CheckId.SinkConditional => " The right: s3:PutObject on the output's prefix; Storage Blob Data Contributor; storage.objects.create.",
        CheckId.SinkRead => " The right: s3:GetObject on the output's prefix; Storage Blob Data Contributor; storage.objects.get.",
        CheckId.SinkList => " The right: s3:ListBucket on the output's bucket; Storage Blob Data Contributor; storage.objects.list.",
        CheckId.SinkMultipart => " The rights: s3:PutObject and s3:AbortMultipartUpload on the output's prefix; storage.multipartUploads.create and abort.",
        CheckId.SinkDelete => " The right: s3:DeleteObject on the output's prefix; Storage Blob Data Contributor; storage.objects.delete.",
        _ => null,
    };

    public static string SentenceOf(string detail) => Describe(detail).Sentence;

    public static string RemedyOf(string detail) => Describe(detail).Remedy;

    private static (string Sentence, string Remedy) Describe(string detail) => detail switch
    {
        FailureCode.BucketDenied => ("The store knows the caller, who has not the right.", "Grant it to the workers' service account or key."),
        FailureDetail.BadCredentials => ("The store does not know the key, or the signature is wrong.", "Check key and secret of the connection."),
        FailureDetail.ExpiredCredentials => ("The credentials have expired.", "Renew them."),
        FailureDetail.NoCredentials => ("There are no credentials.", "Give the workers' service account a cloud identity, or the connection a key."),
        FailureDetail.ClockSkewed => ("The worker's clock is too far from the store's.", "Have the node's time set by NTP."),
        FailureDetail.EncryptionRefused => ("The store, or the key's own rules, refuse the encryption that the connection asks for.", "Grant the use of the key, or ask for another encryption."),
        FailureCode.BucketNotFound => ("There is no such bucket or container.", "Check the address, or create it."),
        FailureDetail.WrongRegion => ("The bucket lies in another region than the connection says.", "Correct the connection's region."),
        FailureDetail.Unreachable => ("Nothing answers at the store's address.", "Allow workers out to it: networkPolicy.buckets of the chart, proxy, endpoint of the connection."),
        FailureCode.InputMissing => ("The object that was listed is not there.", "Try again."),
        FailureCode.OutputUnwritable => ("The output could not be written.", "Check the path, the room there, and the right to write."),
        _ => ("The store failed or broke off.", "Try again; then look after the store."),
    };
}
