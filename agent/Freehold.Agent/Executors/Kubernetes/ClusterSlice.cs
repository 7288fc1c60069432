using Freehold.Agent.Conditions;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>
/// The cluster's part of the agent: the watch, where workers run in a cluster and this replica leads; nothing elsewhere.
/// </summary>
internal sealed class ClusterSlice(IServiceProvider services, IExecutor executor) : IHostedService, IConditionSource
{
    private readonly ClusterWatch? _watch = executor is ClusterExecutor ? services.GetRequiredService<ClusterWatch>() : null;

    public Task StartAsync(CancellationToken cancellationToken) => _watch?.StartAsync(cancellationToken) ?? Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => _watch?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public IEnumerable<Condition> Current() => _watch?.Current() ?? [];
}
