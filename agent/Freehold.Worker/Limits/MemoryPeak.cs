using System.Globalization;

namespace Freehold.Worker.Limits;

/// <summary>The most memory that this worker, its children included, was seen to hold.</summary>
/// <remarks>
/// Of each process the kernel keeps the highest resident set itself (<c>VmHWM</c>), so that nothing between two looks is missed; of
/// children that have ended what the last look saw counts, and their peaks are added up, as if they had come together. In a container of
/// its own what the container cannot give back (anonymous memory and memory file systems) is looked at as well, and the larger of the two
/// counts. The container's own high-water mark is no measure: it holds the cache of every file that was streamed through.
/// </remarks>
internal sealed class MemoryPeak(string root, bool ownContainer)
{
    private const long Kibi = 1024;

    private readonly Lock _gate = new();
    private long _most;

    /// <summary>Of this process; whether the container is its own is said by who has made it.</summary>
    public static MemoryPeak OfThisProcess() => new("/", Environment.GetEnvironmentVariable("FREEHOLD_OWN_CONTAINER") is "1");

    /// <summary>Bytes; from now on at least what is held at this moment. 0 where the system does not say.</summary>
    public long Look()
    {
        lock (_gate)
            return _most = Math.Max(_most, Math.Max(OfProcesses(), ownContainer ? OfContainer() : 0));
    }

    private long OfProcesses() => Highest("self") + Children().Sum(Highest);

    private long Highest(string process) => FieldsOf($"proc/{process}/status", "VmHWM:") * Kibi;

    // Of the first version the totals of the groups below, of the second both fields.
    private long OfContainer() => FieldsOf("sys/fs/cgroup/memory.stat", "anon ", "shmem ")
        is > 0 and var second ? second : FieldsOf("sys/fs/cgroup/memory/memory.stat", "total_rss ", "total_shmem ");

    private IEnumerable<string> Children()
    {
        // Each under the thread that has started it. A kernel without these files has a worker that counts itself alone.
        foreach (var thread in Folders("proc/self/task"))
        {
            foreach (var child in Lines(Path.Join(thread, "children")).SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
                yield return child;
        }
    }

    private long FieldsOf(string path, params ReadOnlySpan<string> names)
    {
        long sum = 0;
        foreach (var line in Lines(Path.Join(root, path)))
        {
            foreach (var name in names)
            {
                if (line.StartsWith(name, StringComparison.Ordinal)
                    && long.TryParse(line.AsSpan(name.Length).Trim().TrimEnd("kB").Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                    sum += number;
            }
        }

        return sum;
    }

    private string[] Folders(string path)
    {
        try
        {
            return Directory.GetDirectories(Path.Join(root, path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // ended while we looked, or a sandbox that does not show it
        }
    }
}
