using System.Text;
using Freehold.Buckets;
using Freehold.JobContract.Connections;
using Freehold.JobContract.Documents;
using Freehold.JobContract.Failures;
using Freehold.JobContract.Tasks;
using Freehold.Protocol.V1;
using Freehold.Worker.Output;
using Freehold.Worker.Reports;
using Google.Protobuf;

namespace Freehold.Worker.Run;

/// <summary>
/// <c>freehold-worker run</c>, and <c>plan</c>, <c>task</c> and <c>commit</c>, which do a part of it: reads the document, runs it, and tells people on standard error what became of it. Standard output
/// belongs to the report alone.
/// </summary>
/// <param name="reportTo">Takes the report.</param>
/// <param name="people">Standard error.</param>
/// <param name="time">The clock.</param>
/// <param name="ownsProcess">See <see cref="RunRequest.OwnsProcess"/>.</param>
internal sealed class RunCommand(Stream reportTo, TextWriter people, TimeProvider time, bool ownsProcess)
{
    // SIGTERM to exit has 5 s in all.
    private static readonly TimeSpan LastLogsLimit = TimeSpan.FromSeconds(1.5);

    /// <summary>Runs to the end.</summary>
    /// <param name="arguments">What the command line says.</param>
    /// <param name="stopping">SIGTERM or SIGINT.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(RunArguments arguments, CancellationToken stopping)
    {
        if (await ReadDocumentAsync(arguments, stopping) is not { } document)
            return ExitCode.BadDocument;
        if (!await ConnectionsAreRightAsync())
            return ExitCode.BadDocument;

        var jobId = arguments.JobId ?? $"{Guid.CreateVersion7()}";
        var work = arguments.WorkFolder ?? Path.Join(Path.GetTempPath(), $"freehold-worker-{jobId}-{arguments.Attempt}");
        var request = new RunRequest(document, jobId, arguments.Attempt, Path.GetFullPath(Path.Join(work, "scratch")))
        {
            OwnsProcess = ownsProcess,
            Part = arguments.Part,
        };
        var bucket = BucketOpener.Open(BucketAddress.OfPrefix(document.Output));
        var places = AttemptPlaces.Of(bucket, request, Path.GetFullPath(Path.Join(work, "logs")), time);

        FinishedRun finished;
        using (var log = WorkerLogFile.Open(places.Logs.PathOf(arguments.Part.LogName), request))
            finished = await new WorkerRun(new ReportWriter(reportTo), time, log.Logger).RunAsync(request, places, stopping);
        await ShipLogsAsync(places.Logs, arguments.Part.LogName);

        await WriteResultAsync(arguments.ResultPath, finished.Result);
        await TellAsync(finished.Outcome, jobId);
        if (finished.LeftQueryBehind)
            ProcessExit.Now(finished.ExitCode);
        return finished.ExitCode;
    }

    private async Task ShipLogsAsync(LogFolder logs, string name)
    {
        using var limit = new CancellationTokenSource(LastLogsLimit, time);
        try
        {
            await logs.ShipAsync(limit.Token);
        }
        catch (BucketException e)
        {
            await people.WriteLineAsync($"The log could not be put beside the output: {e.Error} at {e.Address}.");
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            await people.WriteLineAsync($"The log could not be put beside the output in time: {logs.AddressOf(name)}.");
        }

        logs.RemoveLocal();
    }

    private async Task<JobDocument?> ReadDocumentAsync(RunArguments arguments, CancellationToken stopping)
    {
        string text;
        try
        {
            text = await File.ReadAllTextAsync(arguments.DocumentPath, stopping);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await people.WriteLineAsync($"{arguments.DocumentPath}: cannot be read. Check the path and the right to read it.");
            return null;
        }

        var read = JobDocumentReader.Read(DocumentOverrides.Apply(text, arguments.Overrides), DocumentUse.Worker);
        foreach (var problem in read.Problems)
            await people.WriteLineAsync($"{arguments.DocumentPath}: {problem}");
        return read.Document;
    }

    // All problems at once, before anything is reached.
    private async Task<bool> ConnectionsAreRightAsync()
    {
        var problems = new List<string>();
        ConnectionEnvironment.Read(Environment.GetEnvironmentVariables(), problems);
        foreach (var problem in problems)
            await people.WriteLineAsync(problem);
        return problems.Count == 0;
    }

    // What is too long for it stays with the log. Who reads it has other ways to learn the end, so it is not worth failing for.
    private async Task WriteResultAsync(string? path, WorkerReport result)
    {
        var line = Encoding.UTF8.GetBytes(JsonFormatter.Default.Format(result));
        if (path is null || line.Length > BoundedTasks.MostBytes)
            return;

        try
        {
            await File.WriteAllBytesAsync(path, line);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await people.WriteLineAsync($"{path}: cannot be written.");
        }
    }

    private async Task TellAsync(RunOutcome outcome, string jobId)
    {
        switch (outcome)
        {
            case RunOutcome.Succeeded { Committed: var committed }:
                await people.WriteLineAsync(
                    $"Committed {committed.Manifest.Rows} rows in {committed.Manifest.Files.Count} files: {committed.Address}");
                if (committed.Manifest.Quarantined.Count > 0)
                    await people.WriteLineAsync($"{committed.Manifest.Quarantined.Count} inputs were put aside; the manifest names them.");
                break;
            case RunOutcome.Planned { Plan.Tasks.Count: var tasks }:
                await people.WriteLineAsync($"Job {jobId} has {tasks} tasks in {TaskIndexes.Count(tasks)} indexes, from 0.");
                break;
            case RunOutcome.IndexDone:
                break;
            case RunOutcome.Failed { Failure: var failure }:
                var text = FailureCatalog.Describe(failure);
                await people.WriteLineAsync($"{text.Sentence} {text.Remedy}");
                break;
            default:
                await people.WriteLineAsync("Stopped before the output was committed; nothing was left behind but the log.");
                break;
        }
    }
}
