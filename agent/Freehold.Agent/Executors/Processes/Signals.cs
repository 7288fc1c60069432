using System.Runtime.InteropServices;

namespace Freehold.Agent.Executors.Processes;

/// <summary>Sends signals.</summary>
internal static partial class Signals
{
    /// <summary>Asks a process to end.</summary>
    public const int Terminate = 15;

    /// <summary>Ends a process.</summary>
    public const int Kill = 9;

    /// <summary>Sends a signal to a process if it is still the one that was seen.</summary>
    public static void Send(ProcessStat process, int signal)
    {
        // What fails is what has ended meanwhile; the next look tells.
        if (ProcFiles.ReadStat(process.Pid)?.StartTime == process.StartTime)
            _ = Send(process.Pid, signal);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Send(int pid, int signal);
}
