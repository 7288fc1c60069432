using System.Text.Json;
using System.Threading.Channels;
using Freehold.Buckets;
using Freehold.JobContract.Documents;
using Freehold.Worker.Inputs;
using Freehold.Worker.Limits;
using Freehold.Worker.Output;
using Freehold.Worker.Run;
using Freehold.Worker.Tasks;
using Freehold.Worker.Transform;

namespace Freehold.Worker.Children;

/// <summary>
/// <c>freehold-worker child</c>: a child of a coordinator. Does the tasks that it is told on standard input, one after another, and
/// reports on standard output. It cleans nothing up: a child is ended by killing it.
/// </summary>
internal sealed class ChildCommand(Stream orders, Stream reports)
{
    private static readonly TimeSpan BetweenReports = TimeSpan.FromMilliseconds(250);

    private readonly Lock _writing = new();

    /// <summary>Works until there is no more to do.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        OomScore.OfferThisProcess();

        var lines = Channel.CreateUnbounded<string>();
        new Thread(() => ReadUntilCoordinatorEnds(lines.Writer)) { IsBackground = true, Name = "orders" }.Start();

        var start = Parse(await lines.Reader.ReadAsync(cancellationToken), TaskJson.Default.ChildStart);
        var text = await File.ReadAllTextAsync(start.DocumentPath, cancellationToken);
        var document = JobDocumentReader.Read(text, DocumentUse.Worker).Document
            ?? throw new InvalidDataException("The coordinator has read this document.");

        var request = new RunRequest(document, start.JobId, start.Attempt, start.Scratch);
        var bucket = BucketOpener.Open(BucketAddress.OfPrefix(document.Output));
        using var log = WorkerLogFile.Open(start.LogPath, request);
        var runner = new TaskRunner(
            JobWorks.For(document, EngineShare.Of(document, start.ParallelTasks, Container.OfThisProcess())),
            new InputBuckets(document.Inputs),
            new AttemptOutput(bucket, start.JobId, start.Attempt),
            new TaskStore(bucket, start.JobId, start.Attempt),
            start.Attempt,
            start.Scratch,
            log.Logger);

        Report(new()); // ready
        await foreach (var line in lines.Reader.ReadAllAsync(cancellationToken))
            await DoAsync(Parse(line, TaskJson.Default.ChildOrder), runner, cancellationToken);
        return ExitCode.Committed;
    }

    private async Task DoAsync(ChildOrder order, TaskRunner runner, CancellationToken cancellationToken)
    {
        var last = TimeProvider.System.GetTimestamp();
        var ending = await runner.RunAsync(order.Task, order.Number, (done, rows) =>
        {
            if (TimeProvider.System.GetElapsedTime(last) < BetweenReports)
                return;
            last = TimeProvider.System.GetTimestamp();
            Report(new() { Done = done, Rows = rows });
        }, cancellationToken);

        Report(ending is TaskEnding.Recorded { Record: var record }
            ? new() { Done = 1, Rows = record.Rows, Record = record }
            : new() { Failure = ((TaskEnding.Failed)ending).Failure });
    }

    // A thread of its own, so that it sees the end of the input whatever the work does: the pipe ends when the coordinator does,
    // however that died, and then nobody wants this child's work. (A death signal from the kernel would be tied to the thread that
    // started the child, and .NET ends such threads as it likes.)
    private void ReadUntilCoordinatorEnds(ChannelWriter<string> lines)
    {
        using var reader = new StreamReader(orders);
        while (reader.ReadLine() is { } line)
            lines.TryWrite(line);
        ProcessExit.Now(ExitCode.Cancelled);
    }

    private void Report(ChildReport report)
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(report, TaskJson.Default.ChildReport), (byte)'\n'];
        lock (_writing)
        {
            reports.Write(line);
            reports.Flush();
        }
    }

    private static T Parse<T>(string line, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(line, type) ?? throw new InvalidDataException("The coordinator sends objects.");
}
