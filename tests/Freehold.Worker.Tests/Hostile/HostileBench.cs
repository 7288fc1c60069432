using Freehold.Worker.Tests.Run;

namespace Freehold.Worker.Tests.Hostile;

/// <summary>Hostile files beside a good one, and jobs run on them by the real program, whose memory is watched from outside.</summary>
internal sealed class HostileBench : IDisposable
{
    /// <summary>What the jobs may use, unless a test says otherwise.</summary>
    public const string Small = "resources: {cpu: \"2\", memory: 700Mi, disk: 200Mi}\ntaskTimeLimit: 20s\nparallelism: 2";

    // The share of the tasks in the 700 MiB, what they may take until it is noticed, and the programs and libraries themselves.
    private const long MostMemory = 1200L * 1024 * 1024;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(100);

    public WorkBench Files { get; } = new();

    /// <summary>A file that takes no disk: some text, and then zeros up to a length.</summary>
    public void PutSparse(string name, string head, long length)
    {
        Files.Put(name, head);
        using var file = File.OpenHandle(Files.PathOf(name), FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.SetLength(file, length);
    }

    /// <summary>Runs a transform or a profile over <c>in/*</c>, and compares its memory with what it may use.</summary>
    public async Task<BenchRun> RunAsync(string kind, string spec, string more = Small, string input = "in/*")
    {
        var path = Files.PathOf($"{kind}.yaml");
        await File.WriteAllTextAsync(path, $"""
            kind: {kind}
            input: file://{Files.Root}/{input}
            output: file://{Files.OutputFolder}/
            {more}
            spec:
              {spec.ReplaceLineEndings("\n  ")}

            """);

        using var worker = WorkerProcess.Start("run", path, "--job-id", kind, "--attempt", "1", "--work-folder", Files.PathOf($"work-{kind}"));
        var ended = worker.EndedAsync(Longest);
        var most = 0L;
        while (!ended.IsCompleted)
        {
            await Task.WhenAny(ended, Task.Delay(20, CancellationToken.None));
            most = Math.Max(most, MemoryOf([worker.ProcessId, .. Tasks.Children.Of(worker.ProcessId)]));
        }

        Assert.That(most, Is.LessThan(MostMemory), "memory of all its processes");
        Assert.That(Directory.Exists(Path.Join(Files.PathOf($"work-{kind}"), "scratch")), Is.False, "scratch files are gone");
        return await ended;
    }

    /// <summary>Of each object that was put aside, why.</summary>
    public static IReadOnlyDictionary<string, string> PutAside(BenchRun run)
    {
        run.AssertCommitted();
        return run.Succeeded.Quarantined.ToDictionary(
            task => task.ObjectName,
            task => task.FailureDetail.Length == 0 ? task.FailureCode : $"{task.FailureCode}/{task.FailureDetail}",
            StringComparer.Ordinal);
    }

    public void Dispose() => Files.Dispose();

    private static long MemoryOf(IEnumerable<int> processes) => processes.Sum(process =>
    {
        try
        {
            var pages = File.ReadAllText($"/proc/{process}/statm").Split(' ')[1];
            return long.Parse(pages, System.Globalization.CultureInfo.InvariantCulture) * Environment.SystemPageSize;
        }
        catch (IOException)
        {
            return 0; // ended meanwhile
        }
    });
}
