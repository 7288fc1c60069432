using System.Globalization;

namespace Freehold.Agent.Executors.Processes;

/// <summary>One process for good: numbers are given again, but not with the same start time in the same boot.</summary>
/// <param name="StartTime">Clock ticks from the machine's boot to the process's start.</param>
/// <param name="Boot">The kernel's identifier of this boot.</param>
internal sealed record ProcessIdentity(int Pid, long StartTime, string Boot)
{
    /// <summary>Reads what <c>launch.sh</c> wrote; null when the text is something else.</summary>
    public static ProcessIdentity? Parse(string text)
    {
        var parts = text.Split(' ', '\n');
        return parts.Length >= 3
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var startTime)
                ? new(pid, startTime, parts[2])
                : null;
    }

    /// <summary>Whether this very process is alive; one that has ended and waits to be reaped is not.</summary>
    public bool IsAlive() =>
        Boot == ProcFiles.Boot && ProcFiles.ReadStat(Pid) is { HasEnded: false } stat && stat.StartTime == StartTime;
}
