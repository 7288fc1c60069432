using System.Diagnostics;
using Freehold.JobContract.Documents;
using Freehold.Worker.Inputs;
using Freehold.Worker.Kernels;
using Freehold.Worker.Keys;
using Freehold.Worker.Output;
using Freehold.Worker.Reports;
using Freehold.Worker.Transform;
using Microsoft.Extensions.Logging;

namespace Freehold.Worker.Run;

/// <summary>Runs a transform to its commit.</summary>
internal sealed class TransformRun(RunRequest request, AttemptOutput output, ProgressReports reports, TimeProvider time, ILogger log)
{
    private readonly JobDocument _document = request.Document;

    /// <summary>
    /// 1. Looks whether the job has its output already.
    /// 2. Reads the secrets and lists the inputs.
    /// 3. Transforms each object; the first failure stops the others.
    /// 4. Commits all of them at once, unless another attempt was faster.
    /// </summary>
    /// <exception cref="JobFailedException">The job cannot succeed. What was written lies there still.</exception>
    /// <exception cref="OperationCanceledException">Stopped. What was written lies there still.</exception>
    public async Task<RunOutcome> RunAsync(CancellationToken stopping)
    {
        if (await output.FindCommittedAsync(_document.Digest, stopping) is { } earlier) // 1
        {
            log.FoundCommitted(earlier.Manifest.Attempt);
            return new RunOutcome.Succeeded(earlier, output, new JobProgress([]).Snapshot());
        }

        var spec = _document.Transform ?? throw new InvalidOperationException("The reader gives every transform its spec.");
        var kernels = new KernelMaker(spec.Key is null ? null : SecretStore.Read(spec.Key), SecretStore.Read); // 2
        var inputs = await InputListing.ListAsync(_document.Inputs, spec.Format, spec.Compression, stopping);

        var share = EngineShare.Of(_document, inputs.Count, Environment.ProcessorCount);
        log.Planned(inputs.Count, share.ParallelTasks, share.Threads, share.MemoryBytes / (1024 * 1024));

        var progress = new JobProgress([.. inputs.Select(input => input.Bytes)]);
        var files = await TransformAllAsync(inputs, new FileTransform(spec, kernels, share), share, progress, stopping); // 3

        var committed = await output.CommitAsync(ManifestOf(files), stopping); // 4
        if (committed.Manifest.Attempt == request.Attempt)
            log.Committed(committed.Address, committed.Digest);
        else
            log.FoundCommitted(committed.Manifest.Attempt);
        return new RunOutcome.Succeeded(committed, output, progress.Snapshot());
    }

    private async Task<IReadOnlyList<OutputFile>> TransformAllAsync(
        IReadOnlyList<InputObject> inputs, FileTransform transform, EngineShare share, JobProgress progress, CancellationToken stopping)
    {
        using var ended = new CancellationTokenSource();
        var reporting = reports.ReportUntilAsync(progress, ended.Token);

        try
        {
            var files = new OutputFile[inputs.Count];
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = share.ParallelTasks, CancellationToken = stopping };
            await Parallel.ForAsync(0, inputs.Count, parallel, async (index, cancellation) =>
                files[index] = await TransformAsync(index, inputs[index], transform, progress, cancellation));
            return files;
        }
        finally
        {
            await ended.CancelAsync();
            await reporting;
        }
    }

    private async Task<OutputFile> TransformAsync(
        int index, InputObject input, FileTransform transform, JobProgress progress, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var scratch = Directory.CreateDirectory(Path.Join(request.WorkFolder, $"task-{index}")).FullName;
        await using var draft = await output.BeginAsync(input.OutputName, scratch, cancellationToken);

        var rows = await transform.RunAsync(
            new TransformTask
            {
                ObjectName = input.Name,
                Bytes = input.Bytes,
                Format = input.Format,
                InputPath = await LinkAsync(input, scratch, cancellationToken),
                OutputFormat = input.OutputFormat,
                OutputName = input.OutputName,
                OutputPath = draft.LocalPath,
                Scratch = scratch,
            },
            (done, of) => progress.Advance(index, done, of),
            cancellationToken);

        var file = await output.PublishAsync(draft, input.OutputName, rows, cancellationToken);
        Directory.Delete(scratch, recursive: true);

        progress.Finish(index, rows, file.Bytes);
        log.Transformed(input.Name, rows, input.Bytes, file.Bytes, Stopwatch.GetElapsedTime(started));
        return file;
    }

    // The engine takes * ? [ in a file's name for a glob, and there may be any of them in the name of an object.
    private static async Task<string> LinkAsync(InputObject input, string scratch, CancellationToken cancellationToken)
    {
        var path = await input.Bucket.FetchAsync(input.Name, scratch, cancellationToken);
        return File.CreateSymbolicLink(Path.Join(scratch, "input"), path).FullName;
    }

    private Manifest ManifestOf(IReadOnlyList<OutputFile> files) => new()
    {
        JobId = request.JobId,
        Attempt = request.Attempt,
        CommittedAt = time.GetUtcNow(),
        ConfigDigest = _document.Digest,
        FreeholdVersion = WorkerVersion.Text,
        Files = files,
        Bytes = files.Sum(file => file.Bytes),
        Rows = files.Sum(file => file.Rows),
    };
}
