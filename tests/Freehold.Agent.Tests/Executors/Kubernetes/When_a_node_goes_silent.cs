using System.Globalization;
using System.Text.Json.Nodes;
using Freehold.Agent.Executors.Kubernetes;
using Freehold.Agent.Kubernetes;
using Freehold.Hosting.Watchdogs;
using Freehold.JobContract.Failures;
using k8s;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Tests.Executors.Kubernetes;

/// <summary>Where the agent may read the Leases of nodes. A kubelet renews its own every ten seconds.</summary>
public sealed class When_a_node_goes_silent
{
    private const string Node = "node-1";

    [Test]
    public async Task Its_attempts_are_lost_within_half_a_minute()
    {
        await using var bench = await ClusterBench.StartAsync();
        await using var leases = await LeasesAsync(bench);
        var (attempt, pod) = await bench.StartRunningAsync();
        pod.IsOn(Node);
        Renew(bench);
        var watched = bench.Watch(attempt);
        pod.NodeIsAway = true;
        bench.Api.Faults.LogsAreAway = true;

        var before = bench.Time.Elapsed;
        await bench.Time.AdvanceUntilAsync(() => watched.Seen.Any(seen => seen is Freehold.Agent.Executors.EndingLeftovers), TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(500));

        Assert.That((bench.Time.Elapsed - before).TotalSeconds, Is.LessThanOrEqualTo(30));
        Assert.That((await watched.EndsAsync(TimeSpan.FromSeconds(30))).Because?.Code, Is.EqualTo(FailureCode.NodeLost));
    }

    [Test]
    public async Task Nothing_is_lost_on_one_that_renews_its_Lease()
    {
        await using var bench = await ClusterBench.StartAsync();
        await using var leases = await LeasesAsync(bench);
        var (attempt, pod) = await bench.StartRunningAsync();
        pod.IsOn(Node);
        var watched = bench.Watch(attempt);

        for (var renewal = 0; renewal < 12; renewal++)
        {
            Renew(bench);
            for (var second = 0; second < 10; second++)
            {
                var reads = Reads(bench);
                bench.Time.Advance(TimeSpan.FromSeconds(1));
                if (second % 3 == 2)
                    await bench.Time.AdvanceUntilAsync(() => Reads(bench) > reads, TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(100));
            }
        }

        Assert.That(watched.Over.IsCompleted, Is.False);
    }

    private static int Reads(ClusterBench bench) => bench.Api.Requests.Count(request => request is "GET leases");

    private static void Renew(ClusterBench bench) => bench.Api.Store.Put("leases", new()
    {
        ["kind"] = "Lease",
        ["apiVersion"] = "coordination.k8s.io/v1",
        ["metadata"] = new JsonObject { ["name"] = Node, ["namespace"] = NodeLeaseWatch.LeaseNamespace },
        ["spec"] = new JsonObject { ["renewTime"] = bench.Time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture) },
    });

    private static async Task<RunningWatch> LeasesAsync(ClusterBench bench)
    {
        var services = new ServiceCollection().AddMetrics().AddSingleton<KubernetesMetrics>().BuildServiceProvider();
        var options = new KubernetesOptions { Namespace = ClusterBench.Namespace, ReadNodeLeases = true };
        var cluster = new ClusterConnection(
            new KubernetesClientConfiguration { Host = bench.Api.Address.ToString() }, options, services.GetRequiredService<KubernetesMetrics>(), bench.Time);
        var watch = new NodeLeaseWatch(cluster, bench.Sights, new LoopWatchdogs(bench.Time), Options.Create(options), bench.Time, NullLogger<NodeLeaseWatch>.Instance);
        await watch.StartAsync(CancellationToken.None).InTime();
        return new(watch, cluster, services);
    }

    private sealed record RunningWatch(NodeLeaseWatch Watch, ClusterConnection Cluster, ServiceProvider Services) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Watch.StopAsync(CancellationToken.None).InTime();
            Watch.Dispose();
            Cluster.Dispose();
            await Services.DisposeAsync();
        }
    }
}
