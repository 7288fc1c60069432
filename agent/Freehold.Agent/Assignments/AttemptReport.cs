using Freehold.Agent.Events;
using Freehold.Agent.Executors;
using Freehold.Agent.Journal;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Assignments;

/// <summary>
/// Turns what is seen of a worker into events: one <c>waiting</c> for each reason, one <c>started</c>, progress and changed tasks at most
/// once a second, and the result, which it
/// keeps until the end decides about it. What is seen again (after a restart, or when watching begins anew) makes no second event.
/// </summary>
internal sealed class AttemptReport(JournaledAttempt attempt, EventOutbox outbox, TimeProvider time)
{
    // How long a report takes to be read from its beginning, more or less. What is older than that was reported by the leader before.
    private static readonly TimeSpan CatchingUp = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(1);

    private readonly EndFacts _facts = new();
    private readonly HeldTasks _heldTasks = new();
    private bool _started = attempt.Started;
    private bool _catchesUp = attempt.IsRebuilt;
    private long? _readsSince;
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
                await outbox.AppendAsync(attempt.Id, new() { Waiting = new() { Reason = waits.Reason } }, cancellationToken);
                _waitsFor = waits.Reason;
                break;
            case WorkerCircumstances circumstances:
                _facts.Note(circumstances);
                break;
            case WorkerReported { Report: { KindCase: WorkerReport.KindOneofCase.Started } report }:
                var startedEvent = _facts.Note(report.Started.Bounded());
                if (!_started)
                    await outbox.AppendAsync(attempt.Id, new() { Started = startedEvent }, cancellationToken);
                _started = true;
                break;
            case WorkerReported { Report: { KindCase: WorkerReport.KindOneofCase.Progress } report }:
                _heldProgress = report.Progress.Bounded();
                _facts.Note(_heldProgress);
                if (CatchesUp())
                    break;
                if (_lastProgressAt is not { } last || time.GetElapsedTime(last) >= ProgressInterval)
                    await ReportHeldProgressAsync(cancellationToken);
                break;
            case WorkerReported { Report: { KindCase: WorkerReport.KindOneofCase.Tasks } report }:
                _heldTasks.Add(report.Tasks);
                if (CatchesUp())
                    break;
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
            case StillWatching when _catchesUp && !CatchesUp():
                await ReportAllAsync(cancellationToken);
                break;
            case WorkerEnded ended:
                End = ended;
                await ReportAllAsync(cancellationToken);
                break;
        }
    }

    // Of a worker that was found running, progress and tasks are held until most of its report is read and the control plane has told what
    // it knows: else they would begin at the beginning once more, and each task go through all its states.
    private bool CatchesUp()
    {
        _readsSince ??= time.GetTimestamp();
        return _catchesUp = _catchesUp && (!outbox.IsSettled(attempt.Id) || time.GetElapsedTime(_readsSince.Value) < CatchingUp);
    }

    private async Task ReportAllAsync(CancellationToken cancellationToken)
    {
        while (await ReportHeldTasksAsync(cancellationToken))
        {
            // the next batch
        }

        await ReportHeldProgressAsync(cancellationToken);
    }

    /// <returns>Whether there was anything to report.</returns>
    private async Task<bool> ReportHeldTasksAsync(CancellationToken cancellationToken)
    {
        if (_heldTasks.Take() is not { } tasks)
            return false;

        _lastTasksAt = time.GetTimestamp();
        await outbox.AppendAsync(attempt.Id, new() { Tasks = tasks }, cancellationToken);
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
        await outbox.AppendAsync(attempt.Id, new() { Progress = progress.Clone() }, cancellationToken);
    }
}
