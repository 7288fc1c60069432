using System.Runtime.InteropServices;

namespace Freehold.Buckets.Directories;

/// <summary>What a path leads to, found out without opening it: to open a pipe that nobody writes is to wait for ever.</summary>
internal static partial class FileKind
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const uint WantsType = 1; // STATX_TYPE
    private const int ModeOffset = 28; // of stx_mode in struct statx, which is laid out the same on every processor
    private const int KindMask = 0xF000; // S_IFMT
    private const int Regular = 0x8000; // S_IFREG

    /// <summary>The path with every link followed; null when it leads nowhere, in a circle, or where this process may not look.</summary>
    public static string? Resolve(string path)
    {
        var resolved = realpath(path, 0);
        try
        {
            return Marshal.PtrToStringUTF8(resolved);
        }
        finally
        {
            free(resolved);
        }
    }

    /// <summary>Whether something is there that is no file: a pipe, a socket, a device or a folder.</summary>
    public static unsafe bool IsOther(string path)
    {
        Span<byte> found = stackalloc byte[256];
        fixed (byte* buffer = found)
        {
            return statx(CurrentFolder, path, 0, WantsType, buffer) == 0
                && (MemoryMarshal.Read<ushort>(found[ModeOffset..]) & KindMask) != Regular;
        }
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint realpath(string path, nint buffer);

    [LibraryImport("libc")]
    private static partial void free(nint memory);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int statx(int folder, string path, int flags, uint mask, byte* found);
}
