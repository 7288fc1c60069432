using Microsoft.Win32.SafeHandles;

namespace Freehold.Agent.Journal;

/// <summary>The journal's bytes in one file that only its owner can read.</summary>
internal sealed class JournalFile : IJournalStorage, IDisposable
{
    private readonly string _path;
    private SafeFileHandle? _file;
    private long _length;

    /// <param name="path">The file. Made when it is absent; its folder must exist.</param>
    public JournalFile(string path) => _path = path;

    public byte[] ReadAll()
    {
        if (!File.Exists(_path))
            Replace(JournalFrames.FileHeader);

        var bytes = File.ReadAllBytes(_path);
        _file ??= Open();
        _length = bytes.Length;
        return bytes;
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        Write(_file!, bytes, _length);
        _length += bytes.Length;
    }

    public void Flush() => RandomAccess.FlushToDisk(_file!);

    public void Replace(ReadOnlySpan<byte> bytes)
    {
        var replacement = _path + ".new";
        try
        {
            using (var file = File.OpenHandle(replacement, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
                Write(file, bytes, offset: 0);
                RandomAccess.FlushToDisk(file);
            }

            File.Move(replacement, _path, overwrite: true);
            FolderFlush.Flush(Path.GetDirectoryName(_path)!);
        }
        catch
        {
            // Its bytes would take the room that the disk may lack; the journal itself is untouched.
            File.Delete(replacement);
            throw;
        }

        _file?.Dispose();
        _file = Open();
        _length = bytes.Length;
    }

    public void Dispose() => _file?.Dispose();

    private static void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset)
    {
        try
        {
            RandomAccess.Write(file, bytes, offset);
        }
        catch (ArgumentOutOfRangeException e)
        {
            // How .NET reports that the system allows no larger file, which is a full disk by another name.
            throw new IOException("The system allows no larger file.", e);
        }
    }

    private SafeFileHandle Open() => File.OpenHandle(_path, FileMode.Open, FileAccess.Write, FileShare.Read);
}
