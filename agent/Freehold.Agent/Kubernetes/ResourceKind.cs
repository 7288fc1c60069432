using k8s;
using k8s.Models;

namespace Freehold.Agent.Kubernetes;

/// <summary>A resource that can be listed and watched.</summary>
/// <param name="Name">For logs and metrics.</param>
/// <param name="List">Reads one page: takes how many, and the token of the page before or null.</param>
/// <param name="Watch">
/// Watches from a resourceVersion for at most so many seconds, with bookmarks; what the server says about the watch itself goes to the callback.
/// </param>
internal sealed record ResourceKind<T>(
    string Name,
    Func<int, string?, CancellationToken, Task<ResourcePage<T>>> List,
    Func<string, int, Action<Exception>, CancellationToken, IAsyncEnumerable<(WatchEventType Type, T Object)>> Watch)
    where T : IKubernetesObject<V1ObjectMeta>;

/// <summary>The resources that the agent watches.</summary>
internal static class ResourceKinds
{
    public static ResourceKind<V1Job> Jobs(ClusterConnection cluster, string selector) => new(
        "jobs",
        async (limit, next, cancellationToken) =>
        {
            var list = await cluster.Api.BatchV1.ListNamespacedJobAsync(
                cluster.Namespace, labelSelector: selector, limit: limit, continueParameter: next, cancellationToken: cancellationToken);
            return Page(list.Items, list.Metadata);
        },
        (version, seconds, onError, cancellationToken) => cluster.Api.BatchV1.WatchListNamespacedJobAsync(
            cluster.Namespace, allowWatchBookmarks: true, labelSelector: selector, resourceVersion: version, timeoutSeconds: seconds, onError: onError,
            cancellationToken: cancellationToken));

    public static ResourceKind<V1Pod> Pods(ClusterConnection cluster, string selector) => new(
        "pods",
        async (limit, next, cancellationToken) =>
        {
            var list = await cluster.Api.CoreV1.ListNamespacedPodAsync(
                cluster.Namespace, labelSelector: selector, limit: limit, continueParameter: next, cancellationToken: cancellationToken);
            return Page(list.Items.Select(SlimPod.Of), list.Metadata);
        },
        (version, seconds, onError, cancellationToken) => cluster.Api.CoreV1.WatchListNamespacedPodAsync(
            cluster.Namespace, allowWatchBookmarks: true, labelSelector: selector, resourceVersion: version, timeoutSeconds: seconds, onError: onError,
            cancellationToken: cancellationToken).Select(change => (change.Item1, SlimPod.Of(change.Item2))));

    /// <summary>Warnings only: of events there are many, they cannot be selected by label, and none of the others decides anything.</summary>
    public static ResourceKind<Corev1Event> Warnings(ClusterConnection cluster) => new(
        "events",
        async (limit, next, cancellationToken) =>
        {
            var list = await cluster.Api.CoreV1.ListNamespacedEventAsync(
                cluster.Namespace, fieldSelector: "type=Warning", limit: limit, continueParameter: next, cancellationToken: cancellationToken);
            return Page(list.Items, list.Metadata);
        },
        (version, seconds, onError, cancellationToken) => cluster.Api.CoreV1.WatchListNamespacedEventAsync(
            cluster.Namespace, allowWatchBookmarks: true, fieldSelector: "type=Warning", resourceVersion: version, timeoutSeconds: seconds, onError: onError,
            cancellationToken: cancellationToken));

    private static ResourcePage<T> Page<T>(IEnumerable<T> items, V1ListMeta metadata) =>
        new(items, metadata.ResourceVersion, string.IsNullOrEmpty(metadata.ContinueProperty) ? null : metadata.ContinueProperty);
}
