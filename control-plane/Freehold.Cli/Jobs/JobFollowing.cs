using Freehold.Cli.Output;

namespace Freehold.Cli.Jobs;

/// <summary>Shows a job until it ends, says how it ended, and turns that into an exit code.</summary>
internal static class JobFollowing
{
    public static async Task<int> FollowAsync(
        JobWatch watch, string id, OutputFormat format, TimeSpan? patience, CancellationToken cancellationToken)
    {
        try
        {
            var job = Console.IsErrorRedirected || format is not OutputFormat.Table
                ? await watch.UntilEndAsync(id, new PlainDisplay(Console.Error, TimeProvider.System), patience, cancellationToken)
                : await TerminalDisplay.ShowWhileAsync(display => watch.UntilEndAsync(id, display, patience, cancellationToken));

            WriteEnding(Console.Error, job);
            return job.State is "succeeded" ? ExitCode.Ok : ExitCode.JobDidNotSucceed;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Console.Error.WriteLine($"Stopped watching; the job goes on. Watch it again: freehold jobs watch {id}");
            Console.Error.WriteLine($"Cancel it: freehold jobs cancel {id}");
            return ExitCode.Interrupted;
        }
    }

    public static void WriteEnding(TextWriter output, JobView job)
    {
        var took = job is { StartedAt: { } started, FinishedAt: { } finished } ? $" after {Quantities.Duration(finished - started)}" : "";
        output.WriteLine($"Job {job.Id} {job.State}{took}.");

        if (job.Failure is { } failure)
        {
            output.WriteLine(failure.Sentence ?? failure.Code);
            if (failure.Remedy is { } remedy)
                output.WriteLine(remedy);
        }

        if (job.Output is { } committed)
            output.WriteLine($"Output: {committed.ManifestUri}");
    }
}
