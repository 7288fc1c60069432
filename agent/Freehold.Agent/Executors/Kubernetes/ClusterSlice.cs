using Freehold.Agent.Conditions;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>
/// The cluster's part of the agent, where workers run in a cluster and this replica leads: the watch, what is taken over from the leader
/// before, what looks after room and nodes, and the sweep; nothing elsewhere.
/// </summary>
internal sealed class ClusterSlice(IServiceProvider services, IExecutor executor) : IHostedService, IConditionSource
{
    // Started in this order, and stopped in the other: the watch last of all.
    private readonly IHostedService[] _others = executor is ClusterExecutor
        ? [services.GetRequiredService<QuotaWatch>(), services.GetRequiredService<NodeLeaseWatch>(), services.GetRequiredService<OrphanSweep>()]
        : [];

    private readonly ClusterWatch? _watch = executor is ClusterExecutor ? services.GetRequiredService<ClusterWatch>() : null;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_watch is null)
            return;

        await _watch.StartAsync(cancellationToken);
        await services.GetRequiredService<JobAdoption>().AdoptAsync(cancellationToken);
        foreach (var other in _others)
            await other.StartAsync(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_watch is null)
            return;

        foreach (var other in _others.Reverse())
            await other.StopAsync(cancellationToken);
        await _watch.StopAsync(cancellationToken);
    }

    public IEnumerable<Condition> Current() => (_watch?.Current() ?? []).Concat(_others.OfType<IConditionSource>().SelectMany(part => part.Current()));
}
