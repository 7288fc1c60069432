namespace Freehold.Buckets.Directories;

/// <summary>Turns what the file system says into what any store says.</summary>
internal static class FileErrors
{
    private const int NoSpace = 28; // ENOSPC
    private const int LinkWithoutEnd = 40; // ELOOP
    private const int QuotaUsedUp = 122; // EDQUOT

    public static BucketException Translate(Exception e, string address) => new(
        e switch
        {
            FileNotFoundException or DirectoryNotFoundException => BucketError.NotFound,
            IOException { HResult: LinkWithoutEnd } => BucketError.NotFound,
            UnauthorizedAccessException => BucketError.Denied,
            IOException { HResult: NoSpace or QuotaUsedUp } => BucketError.Full,
            _ => BucketError.Unavailable,
        },
        address,
        e);
}
