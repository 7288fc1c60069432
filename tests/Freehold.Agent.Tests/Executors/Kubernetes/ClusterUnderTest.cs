using System.Globalization;
using Freehold.Agent.Executors.Kubernetes;
using Freehold.Testing.Kubernetes;
using k8s;

namespace Freehold.Agent.Tests.Executors.Kubernetes;

/// <summary>
/// The cluster that a suite runs on: the double with real processes for pods, and a real one besides when <c>KUBECONFIG</c> names
/// it. There <c>FREEHOLD_TEST_IMAGE</c> must have a shell (default <c>busybox:1.36</c>), and the kubeconfig's namespace is used.
/// </summary>
internal sealed class ClusterUnderTest : IAsyncDisposable
{
    public const string Double = "API double";
    public const string Real = "cluster of KUBECONFIG";

    private readonly ApiDouble? _double;

    private ClusterUnderTest(ApiDouble? @double, KubernetesClientConfiguration configuration) =>
        (_double, Configuration, Namespace) = (@double, configuration, configuration.Namespace ?? "default");

    public static IReadOnlyList<string> Names { get; } = Environment.GetEnvironmentVariable("KUBECONFIG") is { Length: > 0 } ? [Double, Real] : [Double];

    public KubernetesClientConfiguration Configuration { get; }

    public string Namespace { get; }

    public static async Task<ClusterUnderTest> StartAsync(string name)
    {
        if (name == Real)
        {
            var configuration = KubernetesClientConfiguration.BuildDefaultConfig();
            TestContext.Out.WriteLine($"on the cluster at {configuration.Host}, namespace {configuration.Namespace}");
            return new(@double: null, configuration);
        }

        TestContext.Out.WriteLine("on the API double");
        var api = await ApiDouble.StartAsync();
        api.Jobs.PodMade = LocalPod.Start;
        return new(api, new KubernetesClientConfiguration { Host = api.Address.ToString(), Namespace = "jobs" });
    }

    /// <summary>Workers that run this script; of the worker's arguments it gets none.</summary>
    /// <param name="image">In the place of the usual image.</param>
    /// <param name="nodeSelector">Labels of nodes, <c>key=value</c>.</param>
    public WorkerOptions WorkersThat(string script, string? image = null, params IReadOnlyList<string> nodeSelector) => new()
    {
        Image = image ?? Environment.GetEnvironmentVariable("FREEHOLD_TEST_IMAGE") ?? "busybox:1.36",
        Command = ["/bin/sh", "-c", script, "worker"],
        NodeSelector = nodeSelector,
    };

    /// <summary>Deletes an object by hand, as an administrator would.</summary>
    /// <param name="path">Behind the server's address, <c>{0}</c> for the namespace: <c>api/v1/namespaces/{0}/pods/x</c>.</param>
    public async Task DeleteAsync(string path)
    {
        using var api = new k8s.Kubernetes(Configuration);
        var address = new Uri(api.BaseUri, string.Format(CultureInfo.InvariantCulture, path, Namespace));
        using var answer = await api.HttpClient.DeleteAsync(address);
        answer.EnsureSuccessStatusCode();
    }

    public ValueTask DisposeAsync() => _double?.DisposeAsync() ?? ValueTask.CompletedTask;
}
