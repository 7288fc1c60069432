using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Freehold.Agent.Executors.Processes;

/// <summary>The clock in which Linux writes start times: since the machine's boot, set by nobody.</summary>
internal static partial class BootClock
{
    private const int ClockBootTime = 7;
    private const int ClockTicksPerSecond = 2; // _SC_CLK_TCK

    private static readonly long TicksPerSecond = SystemConfiguration(ClockTicksPerSecond);

    /// <summary>Time since a start time of <c>/proc</c>; never negative.</summary>
    /// <param name="startTime">In clock ticks since boot.</param>
    public static TimeSpan Since(long startTime)
    {
        if (GetTime(ClockBootTime, out var now) != 0)
            throw new Win32Exception();

        var started = TimeSpan.FromSeconds((double)startTime / TicksPerSecond);
        var sinceBoot = TimeSpan.FromSeconds(now.Seconds) + TimeSpan.FromMicroseconds(now.Nanoseconds / 1000d);
        return sinceBoot > started ? sinceBoot - started : TimeSpan.Zero;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    private static partial int GetTime(int clock, out TimeSpecification time);

    [LibraryImport("libc", EntryPoint = "sysconf")]
    private static partial nint SystemConfiguration(int name);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpecification
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
