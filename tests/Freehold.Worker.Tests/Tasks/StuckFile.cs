using System.Runtime.InteropServices;

namespace Freehold.Worker.Tests.Tasks;

/// <summary>
/// A file that keeps whoever opens it waiting, for 45 s as Linux is set up: this process holds a lease on it, and does not give it
/// back. So a test can be sure to find a task in its middle, on a machine of any speed.
/// </summary>
internal static partial class StuckFile
{
    private const int SetLease = 1024; // F_SETLEASE
    private const int SetSignal = 10; // F_SETSIG
    private const int WriteLease = 1; // F_WRLCK
    private const int Urgent = 23; // SIGURG, which is ignored where SIGIO would end the process

    private static readonly List<FileStream> Held = [];

    public static void Make(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        lock (Held)
            Held.Add(file);

        var descriptor = (int)file.SafeFileHandle.DangerousGetHandle();
        Assert.That(fcntl(descriptor, SetSignal, Urgent), Is.Zero, Marshal.GetLastPInvokeErrorMessage());
        Assert.That(fcntl(descriptor, SetLease, WriteLease), Is.Zero, Marshal.GetLastPInvokeErrorMessage());
    }

    /// <summary>Puts a file that can be read in its place.</summary>
    public static void Replace(string path, string content)
    {
        File.WriteAllText($"{path}.new", content);
        File.Move($"{path}.new", path, overwrite: true);
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fcntl(int descriptor, int command, int argument);
}
