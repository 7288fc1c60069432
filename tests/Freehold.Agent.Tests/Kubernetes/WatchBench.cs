using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Freehold.Agent.Kubernetes;
using Freehold.Hosting.Watchdogs;
using Freehold.Testing.Kubernetes;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging.Abstractions;

namespace Freehold.Agent.Tests.Kubernetes;

/// <summary>One watch of the pods of a namespace, kept over an API server of the test's own.</summary>
internal sealed class WatchBench : IResourceSink<V1Pod>, IAsyncDisposable
{
    private const string Namespace = "ns";

    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<string, string> _pods = new(StringComparer.Ordinal);
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().AddSingleton<KubernetesMetrics>().BuildServiceProvider();
    private readonly ClusterConnection _cluster;
    private Task _run = Task.CompletedTask;

    private WatchBench(ApiDouble api)
    {
        Api = api;
        _cluster = new(new KubernetesClientConfiguration { Host = api.Address.ToString() }, new KubernetesOptions { Namespace = Namespace },
            _services.GetRequiredService<KubernetesMetrics>(), Time);
    }

    public ApiDouble Api { get; }

    public ManualTimeProvider Time { get; } = new();

    /// <summary>Names of the pods that the watch says are there.</summary>
    public IEnumerable<string> Pods => _pods.Keys.Order(StringComparer.Ordinal);

    public int Lists => Api.Requests.Count(request => request is "GET pods");

    public int Watches => Api.Requests.Count(request => request is "WATCH pods");

    public static async Task<WatchBench> StartAsync(params IReadOnlyList<string> pods)
    {
        var bench = new WatchBench(await ApiDouble.StartAsync());
        foreach (var pod in pods)
            bench.Put(pod);
        var loop = new LoopWatchdogs(bench.Time).Watch(new("test", TimeSpan.FromMinutes(1), RestartCures: false));
        var watch = new ResourceWatch<V1Pod>(
            ResourceKinds.Pods(bench._cluster, "app=worker"), bench, bench._services.GetRequiredService<KubernetesMetrics>(), bench.Time, NullLogger.Instance, loop);
        bench._run = watch.RunAsync(bench._stopping.Token);
        return bench;
    }

    public void Put(string name, string app = "worker") => Api.Store.Put("pods", new()
    {
        ["kind"] = "Pod",
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = Namespace, ["labels"] = new JsonObject { ["app"] = app } },
        ["spec"] = new JsonObject { ["containers"] = new JsonArray() },
    });

    public void Delete(string name) => Api.Store.Delete("pods", Namespace, name);

    public Task SeesAsync(params IReadOnlyList<string> pods) =>
        Time.AdvanceUntilAsync(() => Pods.SequenceEqual(pods), TimeSpan.FromHours(1));

    public Task WatchesAsync(int times) => Time.AdvanceUntilAsync(() => Watches >= times, TimeSpan.FromHours(1));

    public void Replace(IReadOnlyList<V1Pod> all)
    {
        foreach (var name in _pods.Keys.Except(all.Select(pod => pod.Metadata.Name)))
            _pods.TryRemove(name, out _);
        foreach (var pod in all)
            Set(pod);
    }

    public void Set(V1Pod resource) => _pods[resource.Metadata.Name] = resource.Metadata.ResourceVersion;

    public void Remove(V1Pod resource) => _pods.TryRemove(resource.Metadata.Name, out _);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        try
        {
            await _run.InTime();
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // How it ends.
        }

        _cluster.Dispose();
        await _services.DisposeAsync();
        await Api.DisposeAsync();
        _stopping.Dispose();
    }
}
