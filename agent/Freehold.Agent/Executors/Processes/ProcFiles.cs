using System.Globalization;

namespace Freehold.Agent.Executors.Processes;

/// <summary>Reads Linux's <c>/proc</c>. Processes come and go meanwhile: what cannot be read is not there.</summary>
internal static class ProcFiles
{
    /// <summary>The kernel's identifier of this boot.</summary>
    public static string Boot { get; } = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();

    /// <summary>Every process that can be seen, without those that have ended.</summary>
    public static IReadOnlyList<ProcessStat> Living()
    {
        var living = new List<ProcessStat>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                && ReadStat(pid) is { HasEnded: false } stat)
                living.Add(stat);
        }

        return living;
    }

    /// <summary>One process; null when there is none of that number.</summary>
    public static ProcessStat? ReadStat(int pid) => Read($"/proc/{pid}/stat") is { } line ? ProcessStat.Parse(pid, line) : null;

    /// <summary>Whether a process was started with this environment variable. Other users' processes never were, as far as can be seen.</summary>
    public static bool WasStartedWith(int pid, string variable, string value) =>
        Read($"/proc/{pid}/environ") is { } environment
        && $"\0{environment}".Contains($"\0{variable}={value}\0", StringComparison.Ordinal);

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
