using Freehold.Agent.Leadership;
using k8s;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Kubernetes;

/// <summary>The API server, and the namespace that the agent works in.</summary>
internal sealed class ClusterConnection : IDisposable
{
    // A connection that leads nowhere is found while a watch waits on it.
    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(10);

    public ClusterConnection(IOptions<KubernetesOptions> options, LeadTerm term, KubernetesMetrics metrics, TimeProvider time)
        : this(Configure(options.Value), options.Value, metrics, time, new LeaderWrites(term))
    {
    }

    /// <param name="handlers">See each request last of all, right before it is sent.</param>
    public ClusterConnection(
        KubernetesClientConfiguration config, KubernetesOptions options, KubernetesMetrics metrics, TimeProvider time, params DelegatingHandler[] handlers)
    {
        config.UserAgent = "freehold-agent";
        config.FirstMessageHandlerSetup = transport =>
        {
            transport.KeepAlivePingDelay = PingDelay;
            transport.KeepAlivePingTimeout = PingDelay;
            transport.KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests;
        };
        var budget = new RequestBudget(options.QueriesPerSecond, options.Burst, time);
        Api = new k8s.Kubernetes(config, [new RequestThrottle(budget, metrics, time), .. handlers]);
        Namespace = options.Namespace ?? config.Namespace ?? "default";
    }

    public IKubernetes Api { get; }

    public string Namespace { get; }

    public void Dispose() => Api.Dispose();

    private static KubernetesClientConfiguration Configure(KubernetesOptions options) =>
        options.Kubeconfig is { } file ? KubernetesClientConfiguration.BuildConfigFromConfigFile(file)
        : KubernetesClientConfiguration.IsInCluster() ? KubernetesClientConfiguration.InClusterConfig()
        : KubernetesClientConfiguration.BuildDefaultConfig();
}
