using System.Net;
using Freehold.Agent.Kubernetes;
using Freehold.Hosting.Watchdogs;
using k8s;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>
/// Reads the Leases of nodes every three seconds while workers run, where the agent was given the right to: a lost node is known within
/// half a minute then, which its pods tell only after a whole one.
/// </summary>
/// <remarks>
/// One request for all nodes, answered from the API server's memory. A watch would bring every renewal of every node, a tenth of their
/// number each second.
/// </remarks>
internal sealed class NodeLeaseWatch(
    ClusterConnection cluster,
    AttemptSights sights,
    LoopWatchdogs watchdogs,
    IOptions<KubernetesOptions> options,
    TimeProvider time,
    ILogger<NodeLeaseWatch> log) : BackgroundService
{
    /// <summary>The namespace in which every cluster keeps them.</summary>
    public const string LeaseNamespace = "kube-node-lease";

    private const string FromMemory = "0";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan IntervalWithoutRight = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(10);

    private static readonly WatchedLoop Loop = new("node-lease-watch", MayTake: TimeSpan.FromMinutes(2), RestartCures: false);

    private readonly NodeSilence _silence = new();
    private readonly long _begin = time.GetTimestamp();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.ReadNodeLeases)
            return;

        using var loop = watchdogs.Watch(Loop);
        await sights.Complete.WaitAsync(stoppingToken);
        while (true)
        {
            loop.WentRound();
            var interval = sights.LivePods > 0 ? await LookAsync(stoppingToken) : Interval;
            loop.Waits();
            await Task.Delay(interval, time, stoppingToken);
        }
    }

    private async Task<TimeSpan> LookAsync(CancellationToken stopping)
    {
        try
        {
            var list = await cluster.Api.CoordinationV1.ListNamespacedLeaseAsync(LeaseNamespace, resourceVersion: FromMemory, cancellationToken: stopping);
            var renewals = list.Items.Where(lease => lease.Spec?.RenewTime is not null).Select(lease => (lease.Metadata.Name, lease.Spec.RenewTime!.Value));
            sights.SetSilentNodes(_silence.Take(renewals, time.GetElapsedTime(_begin), LongestGap));
            return Interval;
        }
        catch (Exception e) when (ApiFailure.IsOne(e, stopping))
        {
            // Nobody was heard meanwhile, and nobody is held to it.
            sights.SetSilentNodes(new HashSet<string>(StringComparer.Ordinal));
            if (ApiFailure.Of(e) is not { Status: HttpStatusCode.Forbidden } failure)
                return Interval;

            log.NodeLeasesUnreadable(failure);
            return IntervalWithoutRight;
        }
    }
}
