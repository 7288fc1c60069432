namespace Freehold.Buckets.Directories;

/// <summary>Turns what the file system says into what any store says.</summary>
internal static class FileErrors
{
    private const int Exists = 17; // EEXIST
    private const int NotAFolder = 20; // ENOTDIR
    private const int NoSpace = 28; // ENOSPC
    private const int NameTooLong = 36; // ENAMETOOLONG
    private const int LinkWithoutEnd = 40; // ELOOP
    private const int QuotaUsedUp = 122; // EDQUOT

    /// <summary>What a failure to read means.</summary>
    public static BucketException Translate(Exception e, string address) => new(
        e is FileNotFoundException or DirectoryNotFoundException or IOException { HResult: LinkWithoutEnd }
            ? BucketError.NotFound
            : KindOf(e),
        address,
        e);

    /// <summary>What a failure to write means: a folder that is not there is no missing object then.</summary>
    public static BucketException TranslateWrite(Exception e, string address) => new(
        e is DirectoryNotFoundException or IOException { HResult: NotAFolder or Exists } ? BucketError.Unwritable : KindOf(e), address, e);

    private static BucketError KindOf(Exception e) => e switch
    {
        UnauthorizedAccessException => BucketError.Denied,
        PathTooLongException or IOException { HResult: NameTooLong } => BucketError.UnsafeName,
        IOException { HResult: NoSpace or QuotaUsedUp } => BucketError.Full,
        _ => BucketError.Unavailable,
    };
}
