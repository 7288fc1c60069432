using System.Globalization;
using Freehold.Cli.Output;

namespace Freehold.Cli.Jobs;

/// <summary>One line about how far a job is.</summary>
internal static class ProgressText
{
    public static string Of(JobView job) =>
        job.Progress is { } progress && job.State is "running" or "succeeded" ? Numbers(job.Progress!) : "";

    /// <summary>One line about a job's tasks; null for a job of one.</summary>
    public static string? OfTasks(JobView job)
    {
        if (job.Progress is not { TasksTotal: > 1 } progress)
            return null;

        var parts = new List<string> { $"{progress.TasksDone} of {progress.TasksTotal} done" };
        if (progress.TasksRunning > 0 && !job.HasEnded)
            parts.Add($"{progress.TasksRunning} running");
        if (progress.TasksQuarantined > 0)
            parts.Add($"{progress.TasksQuarantined} put aside");
        if (progress.TasksFailed > 0)
            parts.Add($"{progress.TasksFailed} failed");
        return string.Join(", ", parts);
    }

    private static string Numbers(ProgressView progress)
    {
        var parts = new List<string>();
        if (progress.Share is { } share)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{share * 100:0} %"));
        if (progress.TasksTotal > 1)
            parts.Add($"{progress.TasksDone} of {progress.TasksTotal} files");
        if (progress.TasksQuarantined > 0)
            parts.Add($"{progress.TasksQuarantined} put aside");
        // Rows are counted when a file is done; until then the bytes say how far it is.
        if (progress.RowsWritten > 0)
            parts.Add($"{Quantities.Count(progress.RowsWritten)} rows");
        if (progress is { RowsWritten: > 0, ElapsedSeconds: >= 0.5 })
            parts.Add($"{Quantities.Count((long)(progress.RowsWritten / progress.ElapsedSeconds))} rows/s");
        return string.Join(", ", parts);
    }
}
