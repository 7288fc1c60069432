using k8s.Models;

namespace k8s;

public static partial class CoreV1OperationsExtensions
{
    public static async Task<V1Secret> CreateNamespacedSecretAsync(
        this ICoreV1Operations operations,
        V1Secret body,
        string namespaceParameter,
        string dryRun = null,
        string fieldManager = null,
        string fieldValidation = null,
        bool? pretty = null,
        CancellationToken cancellationToken = default)
    {
        using var response = await operations.CreateNamespacedSecretWithHttpMessagesAsync(
            body, namespaceParameter, dryRun, fieldManager, fieldValidation, pretty, null, cancellationToken).ConfigureAwait(false);
        return response.Body;
    }

    public static async Task<Corev1EventList> ListNamespacedEventAsync(
        this ICoreV1Operations operations,
        string namespaceParameter,
        bool? allowWatchBookmarks = null,
        string continueParameter = null,
        string fieldSelector = null,
        string labelSelector = null,
        int? limit = null,
        string resourceVersion = null,
        string resourceVersionMatch = null,
        bool? sendInitialEvents = null,
        int? timeoutSeconds = null,
        bool? pretty = null,
        CancellationToken cancellationToken = default)
    {
        using var response = await operations.ListNamespacedEventWithHttpMessagesAsync(
            namespaceParameter, allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, sendInitialEvents, timeoutSeconds, false, pretty, null, cancellationToken).ConfigureAwait(false);
        return response.Body;
    }

    public static IAsyncEnumerable<(WatchEventType, Corev1Event)> WatchListNamespacedEventAsync(
        this ICoreV1Operations operations,
        string namespaceParameter,
        bool? allowWatchBookmarks = null,
        string continueParameter = null,
        string fieldSelector = null,
        string labelSelector = null,
        int? limit = null,
        string resourceVersion = null,
        string resourceVersionMatch = null,
        bool? sendInitialEvents = null,
        int? timeoutSeconds = null,
        bool? pretty = null,
        Action<Exception> onError = null,
        CancellationToken cancellationToken = default)
    {
        var response = operations.ListNamespacedEventWithHttpMessagesAsync(
            namespaceParameter, allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, sendInitialEvents, timeoutSeconds, true, pretty, null, cancellationToken);
        return WatchStream.ReadAsync<Corev1Event, Corev1EventList>(response, onError, cancellationToken);
    }

    public static async Task<V1PodList> ListNamespacedPodAsync(
        this ICoreV1Operations operations,
        string namespaceParameter,
        bool? allowWatchBookmarks = null,
        string continueParameter = null,
        string fieldSelector = null,
        string labelSelector = null,
        int? limit = null,
        string resourceVersion = null,
        string resourceVersionMatch = null,
        bool? sendInitialEvents = null,
        int? timeoutSeconds = null,
        bool? pretty = null,
        CancellationToken cancellationToken = default)
    {
        using var response = await operations.ListNamespacedPodWithHttpMessagesAsync(
            namespaceParameter, allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, sendInitialEvents, timeoutSeconds, false, pretty, null, cancellationToken).ConfigureAwait(false);
        return response.Body;
    }

    public static IAsyncEnumerable<(WatchEventType, V1Pod)> WatchListNamespacedPodAsync(
        this ICoreV1Operations operations,
        string namespaceParameter,
        bool? allowWatchBookmarks = null,
        string continueParameter = null,
        string fieldSelector = null,
        string labelSelector = null,
        int? limit = null,
        string resourceVersion = null,
        string resourceVersionMatch = null,
        bool? sendInitialEvents = null,
        int? timeoutSeconds = null,
        bool? pretty = null,
        Action<Exception> onError = null,
        CancellationToken cancellationToken = default)
    {
        var response = operations.ListNamespacedPodWithHttpMessagesAsync(
            namespaceParameter, allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, sendInitialEvents, timeoutSeconds, true, pretty, null, cancellationToken);
        return WatchStream.ReadAsync<V1Pod, V1PodList>(response, onError, cancellationToken);
    }

    public static async Task<V1LimitRangeList> ListNamespacedLimitRangeAsync(
        this ICoreV1Operations operations,
        string namespaceParameter,
        bool? allowWatchBookmarks = null,
        string continueParameter = null,
        string fieldSelector = null,
        string labelSelector = null,
        int? limit = null,
        string resourceVersion = null,
        string resourceVersionMatch = null,
        bool? sendInitialEvents = null,
        int? timeoutSeconds = null,
        bool? pretty = null,
        CancellationToken cancellationToken = default)
    {
        using var response = await operations.ListNamespacedLimitRangeWithHttpMessagesAsync(
            namespaceParameter, allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, sendInitialEvents, timeoutSeconds, false, pretty, null, cancellationToken).ConfigureAwait(false);
        return response.Body;
    }

    public static async Task<V1ResourceQuotaList> ListNamespacedResourceQuotaAsync(
        this ICoreV1Operations operations,
        string namespaceParameter,
        bool? allowWatchBookmarks = null,
        string continueParameter = null,
        string fieldSelector = null,
        string labelSelector = null,
        int? limit = null,
        string resourceVersion = null,
        string resourceVersionMatch = null,
        bool? sendInitialEvents = null,
        int? timeoutSeconds = null,
        bool? pretty = null,
        CancellationToken cancellationToken = default)
    {
        using var response = await operations.ListNamespacedResourceQuotaWithHttpMessagesAsync(
            namespaceParameter, allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, sendInitialEvents, timeoutSeconds, false, pretty, null, cancellationToken).ConfigureAwait(false);
        return response.Body;
    }

    public static async Task<Stream> ReadNamespacedPodLogAsync(
        this ICoreV1Operations operations,
        string name,
        string namespaceParameter,
        string container = null,
        bool? follow = null,
        bool? insecureSkipTLSVerifyBackend = null,
        int? limitBytes = null,
        bool? pretty = null,
        bool? previous = null,
        int? sinceSeconds = null,
        string stream = null,
        int? tailLines = null,
        bool? timestamps = null,
        CancellationToken cancellationToken = default)
    {
        var response = await operations.ReadNamespacedPodLogWithHttpMessagesAsync(
            name, namespaceParameter, container, follow, insecureSkipTLSVerifyBackend, limitBytes, pretty, previous, sinceSeconds, stream, tailLines, timestamps, null, cancellationToken).ConfigureAwait(false);
        return response.Body;
    }

    public static async Task<V1ServiceAccount> ReadNamespacedServiceAccountAsync(
        this ICoreV1Operations operations,
        string name,
        string namespaceParameter,
        bool? pretty = null,
        CancellationToken cancellationToken = default)
    {
        using var response = await operations.ReadNamespacedServiceAccountWithHttpMessagesAsync(
            name, namespaceParameter, pretty, null, cancellationToken).ConfigureAwait(false);
        return response.Body;
    }
}
