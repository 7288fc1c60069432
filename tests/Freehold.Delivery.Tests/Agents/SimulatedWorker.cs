using System.Runtime.CompilerServices;
using Freehold.Agent.Assignments;
using Freehold.Agent.Executors;
using Freehold.Protocol.V1;

namespace Freehold.Delivery.Tests.Agents;

/// <summary>A worker's process: it goes on by one step when the schedule says so, whatever becomes of the agent.</summary>
internal sealed class SimulatedWorker(AttemptId attempt, WorkerScript script, OutputStore outputs, DateTimeOffset startedAt)
{
    private readonly Lock _lock = new();
    private readonly List<WorkerReport> _reports = [new() { Started = new() { WorkerVersion = "model" } }];
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _steps;
    private WorkerEnded? _ended;

    public AttemptId Attempt => attempt;

    public DateTimeOffset StartedAt => startedAt;

    public bool Runs
    {
        get
        {
            lock (_lock)
                return _ended is null;
        }
    }

    /// <summary>Reports progress, or ends when its script has no more.</summary>
    public void Step()
    {
        lock (_lock)
        {
            if (_ended is not null)
                return;

            if (_steps++ < script.Progress)
                _reports.Add(new() { Progress = new() { TasksTotal = (uint)script.Progress, TasksDone = (uint)_steps } });
            else
                End();
        }

        Signal();
    }

    /// <summary>It is asked to stop, and gone when this returns.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            if (_ended is not null)
                return;

            switch (script.WhenStopped)
            {
                case WhenStopped.CommitsFirst:
                    Commit();
                    break;
                case WhenStopped.Stops:
                    _reports.Add(new() { Cancelled = new() });
                    _ended = new(ExitCode: 20, Signal: 0);
                    break;
                default:
                    _ended = new(ExitCode: null, Signal: 9);
                    break;
            }
        }

        Signal();
    }

    /// <summary>Its machine goes down, or its process crashes.</summary>
    public void Die()
    {
        lock (_lock)
            _ended ??= new(ExitCode: null, Signal: 9);
        Signal();
    }

    /// <summary>All it has reported, then whatever it reports, until its end.</summary>
    public async IAsyncEnumerable<WorkerObservation> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var seen = 0; ;)
        {
            List<WorkerReport> news;
            WorkerEnded? ended;
            Task moved;
            lock (_lock)
            {
                news = [.. _reports.Skip(seen)];
                (ended, moved) = (_ended, _moved.Task);
            }

            seen += news.Count;
            for (var at = 0; at < news.Count; at++)
            {
                var isOutdated = at + 1 < news.Count && IsProgress(news[at]) && IsProgress(news[at + 1]);
                if (!isOutdated)
                    yield return new WorkerReported(news[at]);
            }

            if (ended is not null)
            {
                yield return ended;
                yield break;
            }

            await moved.WaitAsync(cancellationToken);
        }
    }

    private static bool IsProgress(WorkerReport report) => report.KindCase is WorkerReport.KindOneofCase.Progress;

    private void End()
    {
        switch (script.EndOf(attempt.Number))
        {
            case WorkerEnd.Commits:
                Commit();
                break;
            case WorkerEnd.Fails:
                _reports.Add(new() { Failed = new() { Code = "oom_killed" } });
                _ended = new(ExitCode: 1, Signal: 0);
                break;
            case WorkerEnd.FailsForGood:
                _reports.Add(new() { Failed = new() { Code = "bad_input" } });
                _ended = new(ExitCode: 1, Signal: 0);
                break;
            case WorkerEnd.CommitsAndCrashes:
                outputs.Commit(attempt);
                _ended = new(ExitCode: null, Signal: 9);
                break;
            default:
                _ended = new(ExitCode: null, Signal: 11);
                break;
        }
    }

    private void Commit()
    {
        var manifest = outputs.Commit(attempt);
        _reports.Add(new()
        {
            Succeeded = new()
            {
                ManifestUri = manifest.Uri,
                ManifestDigest = manifest.Digest,
                CommittedAttempt = manifest.Attempt,
                Artifacts = { new Artifact { Uri = $"{manifest.Uri}/data", Kind = "data", Sha256 = manifest.Digest } },
            },
        });
        _ended = new(ExitCode: 0, Signal: 0);
    }

    private void Signal()
    {
        TaskCompletionSource moved;
        lock (_lock)
            (moved, _moved) = (_moved, new(TaskCreationOptions.RunContinuationsAsynchronously));
        moved.SetResult();
    }
}
