using System.Globalization;
using System.Runtime.InteropServices;

namespace Freehold.Worker.Tests.Tasks;

/// <summary>The children of a coordinator, as the system sees them.</summary>
internal static partial class Children
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Process ids of the children of a process.</summary>
    public static IReadOnlyList<int> Of(int coordinator) =>
        [.. Directory.GetDirectories("/proc").Select(Path.GetFileName)
            .Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _)).Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
            .Where(process => ParentOf(process) == coordinator)];

    public static void Kill(int process) => Assert.That(kill(process, 9), Is.Zero);

    public static bool IsAlive(int process) => Directory.Exists($"/proc/{process}") && ParentOf(process) is not null;

    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!condition())
        {
            Assert.That(limit.IsCancellationRequested, Is.False, $"Waited too long for {what}.");
            await Task.Delay(20, CancellationToken.None);
        }
    }

    // Null also of a process that is dead and not yet collected.
    private static int? ParentOf(int process)
    {
        try
        {
            var fields = File.ReadAllText($"/proc/{process}/stat");
            var rest = fields[(fields.LastIndexOf(')') + 2)..].Split(' ');
            return rest[0] is "Z" or "X" ? null : int.Parse(rest[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Whether it waits for the lease of a <see cref="StuckFile"/>.</summary>
    public static bool HangsInOpen(int process)
    {
        try
        {
            return Directory.GetDirectories($"/proc/{process}/task")
                .Any(thread => File.ReadAllText(Path.Join(thread, "wchan")) is "__break_lease");
        }
        catch (IOException)
        {
            return false;
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int pid, int signal);
}
