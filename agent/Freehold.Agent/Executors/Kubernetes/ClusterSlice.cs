using Freehold.Agent.Conditions;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>
/// The cluster's part of the agent, where workers run in a cluster and this replica leads: the watch, what is taken over from the leader
/// before, what looks after room and nodes, and the sweep; nothing elsewhere. A part that breaks ends the host, as any of its own would.
/// </summary>
internal sealed class ClusterSlice(IServiceProvider services, IExecutor executor) : BackgroundService, IConditionSource
{
    // Started in this order, and stopped in the other: the watch last of all.
    private readonly BackgroundService[] _others = executor is ClusterExecutor
        ? [services.GetRequiredService<QuotaWatch>(), services.GetRequiredService<NodeLeaseWatch>(), services.GetRequiredService<OrphanSweep>()]
        : [];

    private readonly ClusterWatch? _watch = executor is ClusterExecutor ? services.GetRequiredService<ClusterWatch>() : null;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_watch is null)
            return;

        await _watch.StartAsync(cancellationToken);

        // A watch that broke will never have seen everything.
        await (await Task.WhenAny(services.GetRequiredService<AttemptSights>().Complete, _watch.ExecuteTask!).WaitAsync(cancellationToken));
        await services.GetRequiredService<JobAdoption>().AdoptAsync(cancellationToken);
        foreach (var other in _others)
            await other.StartAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_watch is null)
            return;

        await base.StopAsync(cancellationToken);
        foreach (var other in _others.Reverse())
            await other.StopAsync(cancellationToken);
        await _watch.StopAsync(cancellationToken);
    }

    public IEnumerable<Condition> Current() => (_watch?.Current() ?? []).Concat(_others.OfType<IConditionSource>().SelectMany(part => part.Current()));

    // The host knows this part alone, and asks the others how they ended never.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var ended in Task.WhenEach(_others.Prepend(_watch!).Select(part => part.ExecuteTask!)).WithCancellation(stoppingToken))
            await ended;
    }
}
