using Freehold.ControlPlane.Database;
using Freehold.ControlPlane.Identity;
using Freehold.ControlPlane.Replicas;

namespace Freehold.ControlPlane.Agents;

/// <summary>
/// Takes down what the control plane holds against agents, however often it happens: gathered, and written and logged as one
/// thing with a count.
/// </summary>
internal sealed class AgentFindings(AgentFindingStore store, TimeProvider time, ILogger<AgentFindings> log) : BackgroundService
{
    private static readonly TimeSpan BetweenWrites = TimeSpan.FromSeconds(1);

    private readonly PendingSet<(AgentIdentity Agent, AgentFinding Finding)> _occasions = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<(Guid AgentId, AgentFinding Finding), (long Count, string Evidence)> _counts = [];

    /// <summary>Never waits, never throws.</summary>
    /// <param name="evidence">What happened, for people: at most 200 letters, identifiers and numbers, no value that an agent sent as text.</param>
    public void Add(AgentIdentity agent, AgentFinding finding, string evidence, long count = 1)
    {
        lock (_lock)
            _counts[(agent.AgentId, finding)] = (_counts.GetValueOrDefault((agent.AgentId, finding)).Count + count, evidence);
        _occasions.Add((agent, finding));
    }

    public override void Dispose()
    {
        _occasions.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                // The pause comes after: the first occasion after a quiet time is written at once, a flood in bundles.
                var occasions = await _occasions.TakeAllAsync(stoppingToken);
                await WriteAsync(occasions, stoppingToken);
                await Task.Delay(BetweenWrites, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The way it ends. What was not written will be found again, if it goes on.
        }
    }

    private async Task WriteAsync(IReadOnlyCollection<(AgentIdentity Agent, AgentFinding Finding)> occasions, CancellationToken stopping)
    {
        var found = new List<FoundAgainst>();
        lock (_lock)
        {
            foreach (var (agent, finding) in occasions)
            {
                if (_counts.Remove((agent.AgentId, finding), out var what))
                    found.Add(new(agent, finding, what.Count, what.Evidence));
            }
        }

        try
        {
            foreach (var began in await store.RecordAsync(found, stopping))
                log.Found(began.Agent.Label, began.Finding.Name(), began.Evidence);
        }
        catch (Exception e) when (DatabaseOutage.IsCauseOf(e))
        {
            log.FindingsWait(e.GetType().Name);
            foreach (var again in found)
                Add(again.Agent, again.Finding, again.Evidence, again.Count);
        }
    }
}
