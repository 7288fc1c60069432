using Freehold.Agent.Conditions;
using Freehold.Agent.Executors.Kubernetes.Phases;
using Freehold.Agent.Kubernetes;
using Freehold.Agent.Startup;
using Freehold.Hosting.Watchdogs;
using Freehold.Protocol.V1;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>
/// Watches all that this agent has in the cluster: three watches, however many attempts there are. Stops last of all, with the
/// reading of reports.
/// </summary>
internal sealed class ClusterWatch(
    ClusterConnection cluster,
    AttemptSights sights,
    PodReports reports,
    LaterPhases later,
    KubernetesMetrics metrics,
    LoopWatchdogs watchdogs,
    IOptions<AgentOptions> agent,
    IOptions<WorkerOptions> workers,
    TimeProvider time,
    ILogger<ClusterWatch> log) : BackgroundService, IConditionSource
{
    private static readonly WatchedLoop Loop = new("cluster-watch", MayTake: TimeSpan.FromMinutes(5), RestartCures: true);

    // Before this a start is only slow.
    private static readonly TimeSpan SlowStart = TimeSpan.FromSeconds(30);

    private readonly long _begin = time.GetTimestamp();

    /// <summary>The cluster could not be read since the start: nothing runs here.</summary>
    public IEnumerable<Condition> Current() => sights.Complete.IsCompleted || time.GetElapsedTime(_begin) < SlowStart
        ? []
        : [new(AgentConditionCode.ExecutorUnavailable, "cluster", Count: 0) { Age = time.GetElapsedTime(_begin) }];

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await reports.StopAsync();
        await later.StopAsync();
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        log.RunsIn(cluster.Namespace, cluster.Api.BaseUri, workers.Value.Image!);
        var selector = AttemptLabels.SelectorOf(agent.Value.Label!);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        Task[] watches =
        [
            KeepAsync(ResourceKinds.Jobs(cluster, selector), new FanOut<V1Job>([.. later.JobSinks, sights]), over.Token),
            KeepAsync(ResourceKinds.Pods(cluster, selector), new FanOut<V1Pod>([.. later.PodSinks, sights]), over.Token),
            KeepAsync(ResourceKinds.Warnings(cluster), new FanOut<Corev1Event>([.. later.WarningSinks, sights]), over.Token),
        ];

        // None ends by itself. One that breaks must not do so unheard while the others go on.
        await Task.WhenAny(watches);
        await over.CancelAsync();
        await Task.WhenAll(watches);
    }

    private async Task KeepAsync<T>(ResourceKind<T> kind, IResourceSink<T> sink, CancellationToken stopping)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        using var loop = watchdogs.Watch(Loop);
        await new ResourceWatch<T>(kind, sink, metrics, time, log, loop).RunAsync(stopping);
    }
}
