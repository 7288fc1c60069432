using Freehold.Agent.Events;
using Freehold.Agent.Executors;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Assignments;

/// <summary>
/// Turns what is seen of a worker into events: one <c>waiting</c> for each reason, one <c>started</c>, progress and changed tasks at most
/// once a second, and the result, which it
/// keeps until the end decides about it. What is seen again (after a restart, or when watching begins anew) makes no second event.
/// </summary>
internal sealed class AttemptReport(AttemptId attempt, bool started, EventOutbox outbox, TimeProvider time)
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(1);

    private readonly EndFacts _facts = new();
    private readonly HeldTasks _heldTasks = new();
    private bool _started = started;
    private long? _lastProgressAt;
    private Progress? _lastProgress;
    private Progress? _heldProgress;
    private long? _lastTasksAt;
    private WaitingReason _waitsFor;

    /// <summary>The worker's result, within the bounds of the contract; null while there is none.</summary>
    public WorkerReport? Result { get; private set; }

    /// <summary>How the worker ended; null while it has not.</summary>
    public WorkerEnded? End { get; private set; }

    /// <summary>The terminal event with all that is known besides.</summary>
    public Protocol.V1.JobEvent Complete(Protocol.V1.JobEvent end) => _facts.AddTo(end);

    public async Task TakeAsync(WorkerObservation seen, CancellationToken cancellationToken)
    {
        switch (seen)
        {
            case WorkerWaits waits when !_started && waits.Reason != _waitsFor:
                await outbox.AppendAsync(attempt, new() { Waiting = new() { Reason = waits.Reason } }, cancellationToken);
                _waitsFor = waits.Reason;
                break;
            case WorkerCircumstances circumstances:
                _facts.Note(circumstances);
                break;
            case WorkerReported { Report: { KindCase: WorkerReport.KindOneofCase.Started } report }:
                var startedEvent = _facts.Note(report.Started.Bounded());
                if (!_started)
                    await outbox.AppendAsync(attempt, new() { Started = startedEvent }, cancellationToken);
                _started = true;
                break;
            case WorkerReported { Report: { KindCase: WorkerReport.KindOneofCase.Progress } report }:
                _heldProgress = report.Progress.Bounded();
                _facts.Note(_heldProgress);
                if (_lastProgressAt is not { } last || time.GetElapsedTime(last) >= ProgressInterval)
                    await ReportHeldProgressAsync(cancellationToken);
                break;
            case WorkerReported { Report: { KindCase: WorkerReport.KindOneofCase.Tasks } report }:
                _heldTasks.Add(report.Tasks);
                if (_lastTasksAt is not { } reported || time.GetElapsedTime(reported) >= ProgressInterval)
                    await ReportHeldTasksAsync(cancellationToken);
                break;
            case WorkerReported { Report: { KindCase: WorkerReport.KindOneofCase.Succeeded } report }:
                Result = new() { Succeeded = report.Succeeded.Bounded() };
                break;
            case WorkerReported { Report: { KindCase: WorkerReport.KindOneofCase.Failed } report }:
                Result = new() { Failed = report.Failed.Bounded() };
                break;
            case WorkerReported { Report: { KindCase: WorkerReport.KindOneofCase.Cancelled } report }:
                Result = new() { Cancelled = report.Cancelled.Bounded() };
                break;
            case WorkerEnded ended:
                End = ended;
                while (await ReportHeldTasksAsync(cancellationToken))
                {
                    // the next batch
                }

                await ReportHeldProgressAsync(cancellationToken);
                break;
        }
    }

    /// <returns>Whether there was anything to report.</returns>
    private async Task<bool> ReportHeldTasksAsync(CancellationToken cancellationToken)
    {
        if (_heldTasks.Take() is not { } tasks)
            return false;

        _lastTasksAt = time.GetTimestamp();
        await outbox.AppendAsync(attempt, new() { Tasks = tasks }, cancellationToken);
        return true;
    }

    private async Task ReportHeldProgressAsync(CancellationToken cancellationToken)
    {
        var progress = _heldProgress;
        _heldProgress = null;
        if (progress is null || progress.Equals(_lastProgress))
            return;

        _lastProgress = progress;
        _lastProgressAt = time.GetTimestamp();
        await outbox.AppendAsync(attempt, new() { Progress = progress.Clone() }, cancellationToken);
    }
}
