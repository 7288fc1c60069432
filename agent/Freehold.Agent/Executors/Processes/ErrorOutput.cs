namespace Freehold.Agent.Executors.Processes;

/// <summary>
/// Keeps a worker's standard error within bounds while it grows: of a worker that writes without end the beginning says what
/// went wrong first, the newest how it goes on, and what lies between fills the disk.
/// </summary>
internal static class ErrorOutput
{
    /// <summary>How much is kept of the beginning, and of the newest.</summary>
    public const int KeptBytes = 1024 * 1024;

    /// <summary>
    /// Cuts the file to its first MiB once it has two, and puts what was its last MiB into <c>&lt;file&gt;.newest</c>. The worker appends,
    /// so it writes on after the first.
    /// </summary>
    /// <param name="path">It may not be there.</param>
    /// <exception cref="IOException">The disk refused. The file may be cut already; calling it again is right.</exception>
    public static void Bound(string path)
    {
        if (new FileInfo(path) is not { Exists: true, Length: > 2 * KeptBytes })
            return;

        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var newest = new byte[KeptBytes];
        file.Seek(-KeptBytes, SeekOrigin.End);
        var read = file.ReadAtLeast(newest, newest.Length, throwOnEndOfStream: false);

        // First the cut: it is what gives a full disk its room back.
        file.SetLength(KeptBytes);
        using var kept = new FileStream(path + ".newest", new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        kept.Write(newest, 0, read);
    }
}
