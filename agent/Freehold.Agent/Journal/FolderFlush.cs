using System.Runtime.InteropServices;

namespace Freehold.Agent.Journal;

/// <summary>Makes a rename survive a power cut: on Linux the name of a file is the folder's content, flushed on its own.</summary>
internal static partial class FolderFlush
{
    private const int ReadOnlyFolder = 0; // O_RDONLY; O_DIRECTORY has another value on each processor

    /// <exception cref="IOException">The folder cannot be opened or flushed.</exception>
    public static void Flush(string folder)
    {
        var descriptor = Open(folder, ReadOnlyFolder);
        if (descriptor < 0)
            throw new IOException($"The folder {folder} cannot be opened (error {Marshal.GetLastPInvokeError()}).");

        try
        {
            if (FSync(descriptor) != 0)
                throw new IOException($"The folder {folder} cannot be flushed (error {Marshal.GetLastPInvokeError()}).");
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
