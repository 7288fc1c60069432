using Freehold.Agent.Conditions;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>
/// The cluster's part of the agent, where workers run in a cluster and this replica leads: the watch, what is taken over from the leader
/// before, and the sweep; nothing elsewhere.
/// </summary>
internal sealed class ClusterSlice(IServiceProvider services, IExecutor executor) : IHostedService, IConditionSource
{
    private readonly ClusterWatch? _watch = executor is KubernetesExecutor ? services.GetRequiredService<ClusterWatch>() : null;

    private readonly OrphanSweep? _sweep = executor is KubernetesExecutor ? services.GetRequiredService<OrphanSweep>() : null;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_watch is null)
            return;

        await _watch.StartAsync(cancellationToken);
        await services.GetRequiredService<JobAdoption>().AdoptAsync(cancellationToken);
        await _sweep!.StartAsync(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_watch is null)
            return;

        await _sweep!.StopAsync(cancellationToken);
        await _watch.StopAsync(cancellationToken);
    }

    public IEnumerable<Condition> Current() => _watch?.Current() ?? [];
}
