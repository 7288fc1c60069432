using System.Globalization;
using System.Runtime.InteropServices;

namespace Freehold.Benchmarks.Scale;

/// <summary>What a process takes of the machine.</summary>
/// <param name="Memory">Resident, in bytes.</param>
/// <param name="Processor">Time on all cores since its start.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ProcessUsage(long Memory, TimeSpan Processor)
{
    // Linux counts in hundredths of a second, whatever the kernel's own clock does.
    private const double TicksPerSecond = 100;

    public static ProcessUsage Of(int processId)
    {
        var resident = long.Parse(File.ReadAllText($"/proc/{processId}/statm").Split(' ')[1], CultureInfo.InvariantCulture);
        var fields = Fields(processId);
        var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
        return new(resident * Environment.SystemPageSize, TimeSpan.FromSeconds(ticks / TicksPerSecond));
    }

    /// <summary>Time on all cores of a PostgreSQL and its connections that are open.</summary>
    /// <param name="dataDirectory">Says which.</param>
    public static TimeSpan OfPostgres(string dataDirectory)
    {
        var postmaster = File.ReadLines(Path.Combine(dataDirectory, "postmaster.pid")).First();
        var all = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _));
        return all.Select(name => int.Parse(name!, CultureInfo.InvariantCulture)).Where(id => IsOf(id, postmaster))
            .Aggregate(TimeSpan.Zero, (sum, id) => sum + Of(id).Processor);
    }

    /// <summary>Whether nothing of it runs any more.</summary>
    public static bool HasEnded(int processId)
    {
        try
        {
            return Fields(processId)[0] is "Z" or "X";
        }
        catch (Exception e) when (e is DirectoryNotFoundException or FileNotFoundException or IOException)
        {
            return true;
        }
    }

    private static bool IsOf(int processId, string parent)
    {
        try
        {
            return Fields(processId)[1] == parent || processId.ToString(CultureInfo.InvariantCulture) == parent;
        }
        catch (Exception e) when (e is DirectoryNotFoundException or FileNotFoundException or IOException)
        {
            return false;
        }
    }

    // From the state on: the name before it may hold anything, also blanks and brackets.
    private static string[] Fields(int processId)
    {
        var stat = File.ReadAllText($"/proc/{processId}/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
    }
}
