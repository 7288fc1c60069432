using System.Runtime.InteropServices;

namespace Freehold.Buckets.Directories;

/// <summary>Files that appear whole or not at all, by what Linux promises about links and renames.</summary>
internal static partial class WholeFile
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const uint NoReplace = 1; // RENAME_NOREPLACE
    private const int Exists = 17; // EEXIST
    private const int NotPermitted = 1; // EPERM
    private const int AccessDenied = 13; // EACCES
    private const int ReadOnly = 0; // O_RDONLY

    /// <summary>Writes a file on condition that there is none of that name.</summary>
    /// <returns>False when there is one.</returns>
    public static bool WriteIfAbsent(string path, ReadOnlySpan<byte> content)
    {
        var temporary = Path.Join(Path.GetDirectoryName(path), $".{Guid.NewGuid():N}.part");
        try
        {
            using (var file = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                RandomAccess.Write(file, content, fileOffset: 0);
                RandomAccess.FlushToDisk(file);
            }

            var appeared = TryName(temporary, path);
            if (appeared)
                FlushFolder(Path.GetDirectoryName(path)!);
            return appeared;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Makes the names in a folder durable.</summary>
    public static void FlushFolder(string folder)
    {
        var descriptor = open(folder, ReadOnly, 0);
        if (descriptor < 0)
            throw Failed(folder);

        // Some file systems cannot flush a folder and say so; they have nothing to flush then.
        _ = fsync(descriptor);
        _ = close(descriptor);
    }

    private static bool TryName(string temporary, string path)
    {
        // Hard links work on every local file system and on NFS. Where there are none (FAT, some FUSE), a rename that
        // refuses to replace does the same.
        if (link(temporary, path) == 0)
            return true;
        if (Marshal.GetLastPInvokeError() == Exists)
            return false;
        if (renameat2(CurrentFolder, temporary, CurrentFolder, path, NoReplace) == 0)
            return true;
        return Marshal.GetLastPInvokeError() == Exists ? false : throw Failed(path);
    }

    private static Exception Failed(string path)
    {
        var error = Marshal.GetLastPInvokeError();
        var message = $"{path}: {Marshal.GetPInvokeErrorMessage(error)}";
        return error is NotPermitted or AccessDenied ? new UnauthorizedAccessException(message) : new IOException(message, error);
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int link(string existing, string created);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int renameat2(int fromFolder, string from, int toFolder, string to, uint flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags, uint mode);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(int descriptor);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close(int descriptor);
}
