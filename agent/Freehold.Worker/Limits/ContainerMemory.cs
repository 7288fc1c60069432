using System.Globalization;

namespace Freehold.Worker.Limits;

/// <summary>
/// The memory limit of this process's control group, version 1 or 2, or of one that it lies in. See the kernel's
/// <c>Documentation/admin-guide/cgroup-v2.rst</c> and <c>cgroup-v1/memory.rst</c>.
/// </summary>
internal static class ContainerMemory
{
    private const long Kibi = 1024;

    /// <summary>The lowest limit that holds, in bytes: at most the memory of the machine.</summary>
    /// <param name="root">The folder that <c>proc</c> and <c>sys</c> lie in.</param>
    public static long Read(string root)
    {
        var lowest = OfMachine(root);
        foreach (var line in LinesOf(Path.Join(root, "proc/self/cgroup")))
        {
            if (line.Split(':', 3) is not [_, var controllers, var group])
                continue;

            if (controllers.Length == 0)
                lowest = Math.Min(lowest, Lowest(Path.Join(root, "sys/fs/cgroup"), group, "memory.max"));
            else if (controllers.Split(',').Contains("memory", StringComparer.Ordinal))
                lowest = Math.Min(lowest, Lowest(Path.Join(root, "sys/fs/cgroup/memory"), group, "memory.limit_in_bytes"));
        }

        return lowest;
    }

    // From the group up to the hierarchy's root: each one's limit holds for all below. A container without a namespace of its own
    // sees the host's path to its group, which is not there, and its own group as the root.
    private static long Lowest(string hierarchy, string group, string file)
    {
        var lowest = long.MaxValue;
        for (var path = group.TrimEnd('/'); ; path = path[..path.LastIndexOf('/')])
        {
            foreach (var line in LinesOf(Path.Join(hierarchy, path, file)))
            {
                if (long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)) // else "max"
                    lowest = Math.Min(lowest, bytes);
            }

            if (path.LastIndexOf('/') < 0)
                return lowest;
        }
    }

    private static long OfMachine(string root) =>
        LinesOf(Path.Join(root, "proc/meminfo")).FirstOrDefault(line => line.StartsWith("MemTotal:", StringComparison.Ordinal)) is { } line
        && long.TryParse(line["MemTotal:".Length..].Replace(" kB", "", StringComparison.Ordinal), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out var kibibytes)
            ? kibibytes * Kibi
            : long.MaxValue;

    private static string[] LinesOf(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // no such group here, or a sandbox that does not show it: then it sets no limit that we know
        }
    }
}
