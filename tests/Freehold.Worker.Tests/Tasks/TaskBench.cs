using System.Globalization;
using System.Text.RegularExpressions;
using Freehold.Protocol.V1;
using Freehold.Worker.Tests.Run;

namespace Freehold.Worker.Tests.Tasks;

/// <summary>A folder with inputs, and jobs run on them by the real program, with its children.</summary>
internal sealed class TaskBench : IDisposable
{
    public const string Rules = "[{columns: email, action: pseudonym}]";

    private readonly List<WorkerProcess> _started = [];

    public WorkBench Files { get; } = new();

    public string WorkFolder(int attempt) => Files.PathOf($"work-{attempt}");

    /// <summary>Starts an attempt at the job <c>job</c>.</summary>
    public WorkerProcess Start(string document, int attempt = 1)
    {
        var process = WorkerProcess.Start(
            "run", document, "--job-id", "job", "--attempt", $"{attempt}", "--work-folder", WorkFolder(attempt));
        _started.Add(process);
        return process;
    }

    public async Task<BenchRun> RunAsync(string document, int attempt = 1) => await Start(document, attempt).EndedAsync();

    /// <summary>The child that hangs in a <see cref="StuckFile"/>, which is a task's object; waits for it.</summary>
    public async Task<int> ChildAtAsync(WorkerProcess worker, int attempt, int task)
    {
        var child = 0;
        await Children.UntilAsync(() =>
        {
            var scratch = Directory.Exists(WorkFolder(attempt))
                ? Directory.EnumerateDirectories(WorkFolder(attempt), $"task-{task}-1", SearchOption.AllDirectories).FirstOrDefault()
                : null;
            if (scratch is null)
                return false;

            var lane = Path.GetFileName(Path.GetDirectoryName(scratch)!).Replace("child-", "Lane ", StringComparison.Ordinal);
            child = ChildIn(lane, attempt);
            return child > 0 && Children.Of(worker.ProcessId).Contains(child) && Children.HangsInOpen(child);
        }, $"a child at task {task}");
        return child;
    }

    /// <summary>Waits until a task has its record.</summary>
    public Task RecordedAsync(int task) =>
        Children.UntilAsync(() => File.Exists(Path.Join(Files.OutputFolder, "job", "tasks", $"{task:D6}.json")), $"the record of task {task}");

    /// <summary>The last that a run said about each of its tasks, by object.</summary>
    public static IReadOnlyDictionary<string, TaskChanged> Tasks(BenchRun run)
    {
        var last = new Dictionary<string, TaskChanged>(StringComparer.Ordinal);
        foreach (var task in run.Reports.Where(report => report.Tasks is not null).SelectMany(report => report.Tasks.Changed))
            last[task.ObjectName] = task;
        return last;
    }

    /// <summary>The count of a code in a result's summary.</summary>
    public static ulong Count(LogSummary? summary, string code) =>
        summary?.Counts.SingleOrDefault(count => count.Code == code)?.Count ?? 0;

    private int ChildIn(string lane, int attempt)
    {
        using var log = new FileStream(
            Path.Join(Files.OutputFolder, "job", $"{attempt}", "logs", "worker.log"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var text = new StreamReader(log);
        var started = Regex.Match(text.ReadToEnd(), $"{lane}: child ([0-9]+) started", RegexOptions.None, TimeSpan.FromSeconds(1));
        return started.Success ? int.Parse(started.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0;
    }

    public void Dispose()
    {
        foreach (var process in _started)
            process.Dispose();
        Files.Dispose();
    }
}
