using System.Collections.Concurrent;
using Freehold.Agent.Assignments;
using Freehold.Delivery.Tests.Database;

namespace Freehold.Delivery.Tests.Agents;

/// <summary>Watches every start of a worker, on every machine, at the moment when it happens.</summary>
internal sealed class Starts(ModelDatabase database)
{
    private readonly ConcurrentDictionary<AttemptId, int> _starts = new();

    /// <summary>Starts that should not have been.</summary>
    public ConcurrentQueue<string> Wrong { get; } = new();

    /// <summary>How often the worker of an attempt was really started.</summary>
    public IReadOnlyDictionary<AttemptId, int> Count => _starts;

    /// <summary>Before a worker starts, or is found to run already.</summary>
    public async Task ExpectAsync(Machine machine, AttemptId attempt)
    {
        // Only what the database knows as this agent's own may start: before that it may be somebody else's.
        if (!await database.WasConfirmedAsync(attempt))
            Wrong.Enqueue($"{attempt} was started on {machine.Settings.Label} before it was confirmed");
    }

    /// <summary>A worker was started.</summary>
    public void Note(Machine machine, AttemptId attempt)
    {
        _starts.AddOrUpdate(attempt, 1, (_, earlier) => earlier + 1);

        var running = machine.Workers.RunningReachable.Count;
        if (running > machine.Settings.MaxConcurrent)
            Wrong.Enqueue($"{machine.Settings.Label} runs {running} workers at once");
    }
}
