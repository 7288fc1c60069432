using Freehold.Protocol.V1;

namespace Freehold.Agent.Executors.Kubernetes.Phases;

/// <summary>Reads from what an attempt's first pod reports whether it has planned and left the rest to others.</summary>
internal sealed class PlanReading
{
    private bool _hasResult;
    private Progress? _progress;

    /// <summary>Tasks of the plan.</summary>
    public int Tasks => (int)(_progress?.TasksTotal ?? 0);

    /// <summary>Size of their inputs.</summary>
    public ulong Bytes => _progress?.BytesTotal ?? 0;

    /// <summary>Takes what was seen.</summary>
    public void Take(WorkerObservation seen)
    {
        if (seen is not WorkerReported { Report: var report })
            return;

        _progress = report.Progress ?? _progress;
        _hasResult |= report.KindCase is WorkerReport.KindOneofCase.Succeeded or WorkerReport.KindOneofCase.Failed or WorkerReport.KindOneofCase.Cancelled;
    }

    /// <summary>Whether an end is that of a plan: it went well, and there is no result.</summary>
    public bool IsPlan(WorkerEnded end) => end is { ExitCode: 0, Because: null } && !_hasResult && Tasks > 0;
}
