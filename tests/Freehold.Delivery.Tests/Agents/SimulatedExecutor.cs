using System.Runtime.CompilerServices;
using System.Text.Json;
using Freehold.Agent.Assignments;
using Freehold.Agent.Executors;
using Freehold.Delivery.Tests.Time;

namespace Freehold.Delivery.Tests.Agents;

/// <summary>What one process of the agent can do to the workers of its machine. A dead process can do nothing to them.</summary>
/// <param name="scripts">What the workers of a job do, by the job's name.</param>
internal sealed class SimulatedExecutor(
    OutputStore outputs,
    IReadOnlyDictionary<string, WorkerScript> scripts,
    VirtualTime time,
    Life life,
    Machine machine,
    Starts starts) : IExecutor
{
    private readonly Workers _workers = machine.Workers;

    public string Name => "model";

    public IReadOnlyList<string> Kinds => ["transform"];

    public async Task StartAsync(WorkOrder order, CancellationToken cancellationToken)
    {
        await LiveAsync(cancellationToken);
        await starts.ExpectAsync(machine, order.Attempt);
        await LiveAsync(cancellationToken);
        if (_workers.Start(order.Attempt, () => new(order.Attempt, scripts[NameOf(order.Document)], outputs, time.Now)) is not null)
            starts.Note(machine, order.Attempt);
    }

    public TimeSpan? StartedAgo(AttemptId attempt) => _workers.Find(attempt) is { } worker ? time.Now - worker.StartedAt : null;

    public async IAsyncEnumerable<WorkerObservation> WatchAsync(AttemptId attempt, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (_workers.Find(attempt) is { } worker)
        {
            await foreach (var seen in worker.WatchAsync(cancellationToken))
            {
                await LiveAsync(cancellationToken);
                yield return seen;
            }
        }
        else
        {
            await LiveAsync(cancellationToken);
            yield return new WorkerEnded(ExitCode: null, Signal: 0);
        }
    }

    public async Task StopAsync(AttemptId attempt, CancellationToken cancellationToken)
    {
        await LiveAsync(cancellationToken);
        _workers.Stop(attempt);
    }

    public async Task RemoveAsync(AttemptId attempt, CancellationToken cancellationToken)
    {
        await LiveAsync(cancellationToken);
        _workers.Remove(attempt);
    }

    public async Task SweepAsync(IReadOnlySet<AttemptId> known, CancellationToken cancellationToken)
    {
        await LiveAsync(cancellationToken);
        foreach (var unknown in _workers.Kept.Where(attempt => !known.Contains(attempt)))
        {
            _workers.Stop(unknown);
            _workers.Remove(unknown);
        }
    }

    private static string NameOf(string document)
    {
        using var json = JsonDocument.Parse(document);
        return json.RootElement.GetProperty("name").GetString()!;
    }

    // What a dead process was about to do never happens.
    private Task LiveAsync(CancellationToken cancellationToken) =>
        life.IsAlive ? Task.CompletedTask : Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
}
