using Freehold.Agent.Conditions;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>
/// The cluster's part of the agent: the watch, where workers run in a cluster and this replica leads; nothing elsewhere.
/// </summary>
internal sealed class ClusterSlice(IServiceProvider services, IExecutor executor) : IHostedService, IConditionSource
{
    // Stopped in the other order: the watch last of all.
    private readonly IHostedService[] _parts = executor is KubernetesExecutor
        ? [
            services.GetRequiredService<ClusterWatch>(), services.GetRequiredService<QuotaWatch>(), services.GetRequiredService<NodeLeaseWatch>(),
            services.GetRequiredService<OrphanSweep>(),
        ]
        : [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var part in _parts)
            await part.StartAsync(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var part in _parts.Reverse())
            await part.StopAsync(cancellationToken);
    }

    public IEnumerable<Condition> Current() => _parts.OfType<IConditionSource>().SelectMany(part => part.Current());
}
