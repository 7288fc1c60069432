using Freehold.Agent.Assignments;

namespace Freehold.Delivery.Tests.Agents;

/// <summary>
/// The workers of one agent's machine. Those within the executor's reach can be found by the attempt's name; strays were
/// started under an agent whose volume is lost, and nobody can stop them any more.
/// </summary>
internal sealed class Workers
{
    private readonly Lock _lock = new();
    private readonly Dictionary<AttemptId, SimulatedWorker> _reachable = [];
    private readonly HashSet<AttemptId> _neverToStart = [];
    private readonly List<SimulatedWorker> _strays = [];

    /// <summary>All that run, in the order of their start.</summary>
    public IReadOnlyList<SimulatedWorker> Running
    {
        get
        {
            lock (_lock)
                return [.. _reachable.Values.Concat(_strays).Where(worker => worker.Runs).OrderBy(worker => worker.StartedAt).ThenBy(worker => worker.Attempt.Job)];
        }
    }

    /// <summary>Those that run within the executor's reach.</summary>
    public IReadOnlyList<SimulatedWorker> RunningReachable
    {
        get
        {
            lock (_lock)
                return [.. _reachable.Values.Where(worker => worker.Runs)];
        }
    }

    /// <summary>Attempts that the executor keeps something about.</summary>
    public IReadOnlyList<AttemptId> Kept
    {
        get
        {
            lock (_lock)
                return [.. _reachable.Keys];
        }
    }

    public SimulatedWorker? Find(AttemptId attempt)
    {
        lock (_lock)
            return _reachable.GetValueOrDefault(attempt);
    }

    /// <summary>Starts a worker unless the attempt has one, or was told never to start.</summary>
    /// <returns>The new worker; null when there is none.</returns>
    public SimulatedWorker? Start(AttemptId attempt, Func<SimulatedWorker> make)
    {
        lock (_lock)
        {
            if (_neverToStart.Contains(attempt) || _reachable.ContainsKey(attempt))
                return null;
            var worker = make();
            _reachable.Add(attempt, worker);
            return worker;
        }
    }

    public void Stop(AttemptId attempt)
    {
        SimulatedWorker? worker;
        lock (_lock)
        {
            worker = _reachable.GetValueOrDefault(attempt);
            if (worker is null)
                _neverToStart.Add(attempt);
        }

        worker?.Stop();
    }

    public void Remove(AttemptId attempt)
    {
        lock (_lock)
        {
            _reachable.Remove(attempt);
            _neverToStart.Remove(attempt);
        }
    }

    /// <summary>The machine goes down.</summary>
    public void DieAll()
    {
        foreach (var worker in Running)
            worker.Die();
    }

    /// <summary>What the executor knew is gone with the volume.</summary>
    public void ForgetAll()
    {
        lock (_lock)
        {
            _strays.AddRange(_reachable.Values.Where(worker => worker.Runs));
            _reachable.Clear();
            _neverToStart.Clear();
        }
    }
}
