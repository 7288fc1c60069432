using Freehold.Agent.Kubernetes;
using Freehold.Protocol.V1;
using k8s;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>
/// Follows the log of one pod, which is the worker's report, and keeps what matters of it: the start, the newest progress, each task's newest
/// state, the result. It is kept because the log goes with the pod, and who watches may begin anew.
/// </summary>
/// <remarks>One reader of the log, any number of readers of the records.</remarks>
internal sealed class PodReport(ClusterConnection cluster, string pod, Func<bool> hasEnded, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly SortedDictionary<WorkerReport.KindOneofCase, (long At, WorkerReport Record)> _kept = [];
    private readonly ReportedTasks _tasks = new();
    private long _count;
    private TaskCompletionSource _changed = New();

    /// <summary>Completes when something new was read, or nothing more will be.</summary>
    public Task Changed
    {
        get
        {
            lock (_gate)
                return _changed.Task;
        }
    }

    /// <summary>Lines that were no report.</summary>
    public int DroppedLines { get; private set; }

    /// <summary>Whether the worker has said how it ended.</summary>
    public bool HasResult
    {
        get
        {
            lock (_gate)
                return _kept.Keys.Any(IsResult);
        }
    }

    /// <summary>What has come since.</summary>
    /// <param name="seen">Where the reader is; 0 at the beginning. Is moved on.</param>
    public IReadOnlyList<WorkerReport> TakeNew(ref long seen)
    {
        lock (_gate)
        {
            var from = seen;
            seen = _count;
            var records = _kept.Values.Where(each => each.At > from).OrderBy(each => each.At).Select(each => each.Record).ToList();

            // A task changes after the start and before the result.
            if (_tasks.Since(from) is { } tasks)
                records.Insert(records.FindIndex(record => IsResult(record.KindCase)) is >= 0 and var end ? end : records.Count, tasks);
            return records;
        }
    }

    /// <summary>Reads until the worker has ended and its log was read to the end, or the pod is gone.</summary>
    public async Task ReadToEndAsync(CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ;)
        {
            // Asked before: a worker that ends while its log is read may write one more line.
            var ended = hasEnded();
            switch (await ReadOnceAsync(cancellationToken))
            {
                case PodLogEnding.Gone:
                // The result is the last line: whoever has it need not read the log again to be sure of the end.
                case PodLogEnding.Complete when ended || HasResult:
                    return;
                case PodLogEnding.Complete:
                    pause = FirstPause;
                    break;
            }

            await Task.Delay(pause, time, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <summary>Reads what a worker that failed has left as its last words, for when the log is out of reach.</summary>
    public void TakeLastWords(string text)
    {
        if (HasResult)
            return;

        var records = new List<WorkerReport>();
        var lines = new ReportLines();
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        while (lines.ReadFrom(stream, records) > 0)
        {
        }

        lines.Finish(records);
        Keep(records.Where(record => IsResult(record.KindCase) || record.KindCase is WorkerReport.KindOneofCase.Progress));
    }

    private async Task<PodLogEnding> ReadOnceAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Anew from the beginning each time: what was read before says nothing new.
            await using var stream = await cluster.Api.CoreV1.ReadNamespacedPodLogAsync(
                pod, cluster.Namespace, container: JobManifest.Main, follow: true, cancellationToken: cancellationToken);
            var lines = new ReportLines();
            var records = new List<WorkerReport>();
            while (await lines.ReadFromAsync(stream, records, cancellationToken) > 0)
            {
                Keep(records);
                records.Clear();
            }

            lines.Finish(records);
            Keep(records);
            DroppedLines = Math.Max(DroppedLines, lines.DroppedLines);
            return PodLogEnding.Complete;
        }
        catch (Exception e) when (ApiFailure.IsOne(e, cancellationToken))
        {
            // A container that is only starting is refused with 400, a node that is away with 500.
            return ApiFailure.Of(e).IsNotFound ? PodLogEnding.Gone : PodLogEnding.Broken;
        }
    }

    private void Keep(IEnumerable<WorkerReport> records)
    {
        lock (_gate)
        {
            var before = _count;
            foreach (var record in records)
            {
                if (record.KindCase is WorkerReport.KindOneofCase.Tasks)
                    _count += _tasks.Add(record.Tasks, _count + 1) ? 1 : 0;
                else if (IsNew(record))
                    _kept[record.KindCase] = (++_count, record);
            }

            if (_count == before)
                return;

            _changed.SetResult();
            _changed = New();
        }
    }

    private bool IsNew(WorkerReport record)
    {
        if (!_kept.TryGetValue(record.KindCase, out var kept))
            return true;

        // A log that is read again begins with old progress.
        return record.KindCase is WorkerReport.KindOneofCase.Progress && record.Progress.Elapsed is { } elapsed
            && elapsed.ToTimeSpan() > (kept.Record.Progress.Elapsed?.ToTimeSpan() ?? TimeSpan.Zero);
    }

    private static bool IsResult(WorkerReport.KindOneofCase kind) =>
        kind is WorkerReport.KindOneofCase.Succeeded or WorkerReport.KindOneofCase.Failed or WorkerReport.KindOneofCase.Cancelled;

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
