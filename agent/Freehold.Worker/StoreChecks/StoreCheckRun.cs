using System.Globalization;
using Freehold.Buckets;
using Freehold.JobContract.Documents;
using Freehold.JobContract.Failures;
using Freehold.Protocol.V1;
using Freehold.Worker.Output;
using Freehold.Worker.Reports;
using Freehold.Worker.Run;
using Microsoft.Extensions.Logging;

namespace Freehold.Worker.StoreChecks;

/// <summary>A job of kind check: tries every right that jobs need at their stores, and says of each whether it is there.</summary>
internal sealed class StoreCheckRun(RunRequest request, AttemptOutput output, TimeProvider time, ILogger log)
{
    private const string ReportKind = "report";

    private readonly JobDocument _document = request.Document;
    private readonly string _prefix = string.Create(CultureInfo.InvariantCulture, $"{request.JobId}/{request.Attempt}/");

    /// <summary>
    /// 1. Tries the inputs, as far as jobs touch them.
    /// 2. Tries the output.
    /// 3. Puts the report there, if it can be written: as the job's output when nothing is red, else only beside the logs.
    /// </summary>
    /// <exception cref="BucketException">The report could not be written after all.</exception>
    public async Task<RunOutcome> RunAsync(CancellationToken cancellationToken)
    {
        var tried = new TriedPermissions(time, log);
        var address = BucketAddress.OfPrefix(_document.Output);
        foreach (var input in _document.Inputs) // 1
            await new SourceTrial(input, tried).RunAsync(Holds(BucketAddress.OfObjects(input), address), $"freehold-check-{request.JobId}", cancellationToken);

        var sink = (ITriedBucket)BucketOpener.Open(address);
        var canWrite = await new SinkTrial(sink, _prefix, request.WorkFolder, tried, log).RunAsync(cancellationToken); // 2

        var summary = new CheckSummary { Permissions = { tried.All } };
        if (tried.Reds == 0) // 3
            return await CommitAsync(summary, cancellationToken);
        if (canWrite)
            await PublishAsync(summary, cancellationToken);
        return new RunOutcome.Failed(new Failure
        {
            Code = FailureCode.CheckFailed,
            ObjectName = _document.Output,
            Expected = tried.All.Count(permission => permission.Outcome is not CheckOutcome.Skipped),
            Found = tried.Reds,
        })
        {
            Check = summary,
        };
    }

    // An output within the input's prefix has to be written, and so has what lies around it.
    private static bool Holds(BucketAddress input, BucketAddress output) =>
        input.Scheme == output.Scheme && input.Bucket == output.Bucket
        && (output.Prefix.StartsWith(input.Prefix, StringComparison.Ordinal) || input.Prefix.StartsWith(output.Prefix, StringComparison.Ordinal));

    private async Task<RunOutcome> CommitAsync(CheckSummary summary, CancellationToken cancellationToken)
    {
        var files = await PublishAsync(summary, cancellationToken);
        var committed = await output.CommitAsync(
            new Manifest
            {
                JobId = request.JobId,
                Attempt = request.Attempt,
                CommittedAt = time.GetUtcNow(),
                ConfigDigest = _document.Digest,
                FreeholdVersion = WorkerVersion.Text,
                Files = files,
                Bytes = files.Sum(file => file.Bytes),
                Rows = 0,
                Tasks = 0,
                Quarantined = [],
            },
            cancellationToken);
        return new RunOutcome.Succeeded(committed, output, new JobProgress([]).Snapshot()) { Check = summary };
    }

    private async Task<IReadOnlyList<OutputFile>> PublishAsync(CheckSummary summary, CancellationToken cancellationToken) =>
    [
        await PublishAsync(CheckReportFiles.JsonName, CheckReportFiles.ToJson(summary, _document.Inputs, _document.Output), cancellationToken),
        await PublishAsync(CheckReportFiles.HtmlName, CheckReportFiles.ToHtml(summary, _document.Inputs, _document.Output), cancellationToken),
    ];

    private async Task<OutputFile> PublishAsync(string name, byte[] content, CancellationToken cancellationToken)
    {
        await using var draft = await output.BeginAsync(name, request.WorkFolder, cancellationToken);
        await File.WriteAllBytesAsync(draft.LocalPath, content, cancellationToken);
        return await output.PublishAsync(draft, name, rows: 0, cancellationToken) with { Kind = ReportKind };
    }
}
