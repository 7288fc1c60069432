using System.Globalization;
using System.Runtime.InteropServices;

namespace Freehold.Agent.Executors.Processes;

/// <summary>What <c>/proc/&lt;pid&gt;/stat</c> says of a process.</summary>
/// <param name="StartTime">Clock ticks since the machine's boot.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ProcessStat(int Pid, bool HasEnded, int Parent, int Session, long StartTime)
{
    /// <summary>Reads one line of <c>stat</c>; null when it is none.</summary>
    public static ProcessStat? Parse(int pid, string line)
    {
        // The name is in parentheses and may hold anything, also spaces and parentheses: the fields begin after the last one.
        var afterName = line.LastIndexOf(')');
        var fields = afterName < 0 ? [] : line[(afterName + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 20)
            return null;

        return new(
            pid,
            HasEnded: fields[0] is "Z" or "X",
            Parent: int.Parse(fields[1], CultureInfo.InvariantCulture),
            Session: int.Parse(fields[3], CultureInfo.InvariantCulture),
            StartTime: long.Parse(fields[19], CultureInfo.InvariantCulture));
    }
}
