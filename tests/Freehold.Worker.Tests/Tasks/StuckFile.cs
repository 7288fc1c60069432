using System.Runtime.InteropServices;

namespace Freehold.Worker.Tests.Tasks;

/// <summary>
/// A file that nobody can read to its end: a pipe that nobody writes. Whoever opens it hangs, so that a test can be sure to find a
/// task in its middle, on a machine of any speed.
/// </summary>
internal static partial class StuckFile
{
    public static void Make(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Assert.That(mkfifo(path, 0x1B6), Is.Zero, Marshal.GetLastPInvokeErrorMessage());
    }

    /// <summary>Puts a file that can be read in its place.</summary>
    public static void Replace(string path, string content)
    {
        File.WriteAllText($"{path}.new", content);
        File.Move($"{path}.new", path, overwrite: true);
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int mkfifo(string path, uint mode);
}
