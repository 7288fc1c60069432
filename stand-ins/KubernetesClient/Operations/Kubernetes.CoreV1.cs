using k8s.Autorest;
using k8s.Models;

namespace k8s;

public partial class Kubernetes : ICoreV1Operations
{
    public ICoreV1Operations CoreV1 => this;

    Task<HttpOperationResponse<V1Secret>> ICoreV1Operations.CreateNamespacedSecretWithHttpMessagesAsync(
        V1Secret body,
        string namespaceParameter,
        string dryRun,
        string fieldManager,
        string fieldValidation,
        bool? pretty,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(namespaceParameter);
        var address = new RequestAddress($"api/v1/namespaces/{Segment(namespaceParameter)}/secrets")
            .Add("dryRun", dryRun)
            .Add("fieldManager", fieldManager)
            .Add("fieldValidation", fieldValidation)
            .Add("pretty", pretty);
        return SendAsync<V1Secret>(HttpMethod.Post, address, body, customHeaders, watch: false, cancellationToken);
    }

    Task<HttpOperationResponse<Corev1EventList>> ICoreV1Operations.ListNamespacedEventWithHttpMessagesAsync(
        string namespaceParameter,
        bool? allowWatchBookmarks,
        string continueParameter,
        string fieldSelector,
        string labelSelector,
        int? limit,
        string resourceVersion,
        string resourceVersionMatch,
        bool? sendInitialEvents,
        int? timeoutSeconds,
        bool? watch,
        bool? pretty,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(namespaceParameter);
        var address = new RequestAddress($"api/v1/namespaces/{Segment(namespaceParameter)}/events")
            .Add("allowWatchBookmarks", allowWatchBookmarks)
            .Add("continue", continueParameter)
            .Add("fieldSelector", fieldSelector)
            .Add("labelSelector", labelSelector)
            .Add("limit", limit)
            .Add("resourceVersion", resourceVersion)
            .Add("resourceVersionMatch", resourceVersionMatch)
            .Add("sendInitialEvents", sendInitialEvents)
            .Add("timeoutSeconds", timeoutSeconds)
            .Add("watch", watch)
            .Add("pretty", pretty);
        return SendAsync<Corev1EventList>(HttpMethod.Get, address, null, customHeaders, watch: watch is true, cancellationToken);
    }

    Task<HttpOperationResponse<V1PodList>> ICoreV1Operations.ListNamespacedPodWithHttpMessagesAsync(
        string namespaceParameter,
        bool? allowWatchBookmarks,
        string continueParameter,
        string fieldSelector,
        string labelSelector,
        int? limit,
        string resourceVersion,
        string resourceVersionMatch,
        bool? sendInitialEvents,
        int? timeoutSeconds,
        bool? watch,
        bool? pretty,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(namespaceParameter);
        var address = new RequestAddress($"api/v1/namespaces/{Segment(namespaceParameter)}/pods")
            .Add("allowWatchBookmarks", allowWatchBookmarks)
            .Add("continue", continueParameter)
            .Add("fieldSelector", fieldSelector)
            .Add("labelSelector", labelSelector)
            .Add("limit", limit)
            .Add("resourceVersion", resourceVersion)
            .Add("resourceVersionMatch", resourceVersionMatch)
            .Add("sendInitialEvents", sendInitialEvents)
            .Add("timeoutSeconds", timeoutSeconds)
            .Add("watch", watch)
            .Add("pretty", pretty);
        return SendAsync<V1PodList>(HttpMethod.Get, address, null, customHeaders, watch: watch is true, cancellationToken);
    }

    Task<HttpOperationResponse<V1LimitRangeList>> ICoreV1Operations.ListNamespacedLimitRangeWithHttpMessagesAsync(
        string namespaceParameter,
        bool? allowWatchBookmarks,
        string continueParameter,
        string fieldSelector,
        string labelSelector,
        int? limit,
        string resourceVersion,
        string resourceVersionMatch,
        bool? sendInitialEvents,
        int? timeoutSeconds,
        bool? watch,
        bool? pretty,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(namespaceParameter);
        var address = new RequestAddress($"api/v1/namespaces/{Segment(namespaceParameter)}/limitranges")
            .Add("allowWatchBookmarks", allowWatchBookmarks)
            .Add("continue", continueParameter)
            .Add("fieldSelector", fieldSelector)
            .Add("labelSelector", labelSelector)
            .Add("limit", limit)
            .Add("resourceVersion", resourceVersion)
            .Add("resourceVersionMatch", resourceVersionMatch)
            .Add("sendInitialEvents", sendInitialEvents)
            .Add("timeoutSeconds", timeoutSeconds)
            .Add("watch", watch)
            .Add("pretty", pretty);
        return SendAsync<V1LimitRangeList>(HttpMethod.Get, address, null, customHeaders, watch: watch is true, cancellationToken);
    }

    Task<HttpOperationResponse<V1ResourceQuotaList>> ICoreV1Operations.ListNamespacedResourceQuotaWithHttpMessagesAsync(
        string namespaceParameter,
        bool? allowWatchBookmarks,
        string continueParameter,
        string fieldSelector,
        string labelSelector,
        int? limit,
        string resourceVersion,
        string resourceVersionMatch,
        bool? sendInitialEvents,
        int? timeoutSeconds,
        bool? watch,
        bool? pretty,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(namespaceParameter);
        var address = new RequestAddress($"api/v1/namespaces/{Segment(namespaceParameter)}/resourcequotas")
            .Add("allowWatchBookmarks", allowWatchBookmarks)
            .Add("continue", continueParameter)
            .Add("fieldSelector", fieldSelector)
            .Add("labelSelector", labelSelector)
            .Add("limit", limit)
            .Add("resourceVersion", resourceVersion)
            .Add("resourceVersionMatch", resourceVersionMatch)
            .Add("sendInitialEvents", sendInitialEvents)
            .Add("timeoutSeconds", timeoutSeconds)
            .Add("watch", watch)
            .Add("pretty", pretty);
        return SendAsync<V1ResourceQuotaList>(HttpMethod.Get, address, null, customHeaders, watch: watch is true, cancellationToken);
    }

    Task<HttpOperationResponse<Stream>> ICoreV1Operations.ReadNamespacedPodLogWithHttpMessagesAsync(
        string name,
        string namespaceParameter,
        string container,
        bool? follow,
        bool? insecureSkipTLSVerifyBackend,
        int? limitBytes,
        bool? pretty,
        bool? previous,
        int? sinceSeconds,
        string stream,
        int? tailLines,
        bool? timestamps,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(namespaceParameter);
        var address = new RequestAddress($"api/v1/namespaces/{Segment(namespaceParameter)}/pods/{Segment(name)}/log")
            .Add("container", container)
            .Add("follow", follow)
            .Add("insecureSkipTLSVerifyBackend", insecureSkipTLSVerifyBackend)
            .Add("limitBytes", limitBytes)
            .Add("pretty", pretty)
            .Add("previous", previous)
            .Add("sinceSeconds", sinceSeconds)
            .Add("stream", stream)
            .Add("tailLines", tailLines)
            .Add("timestamps", timestamps);
        return SendForStreamAsync(HttpMethod.Get, address, customHeaders, mayTakeLong: follow is true, cancellationToken);
    }

    Task<HttpOperationResponse<V1Secret>> ICoreV1Operations.ReadNamespacedSecretWithHttpMessagesAsync(
        string name,
        string namespaceParameter,
        bool? pretty,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(namespaceParameter);
        var address = new RequestAddress($"api/v1/namespaces/{Segment(namespaceParameter)}/secrets/{Segment(name)}")
            .Add("pretty", pretty);
        return SendAsync<V1Secret>(HttpMethod.Get, address, null, customHeaders, watch: false, cancellationToken);
    }

    Task<HttpOperationResponse<V1ServiceAccount>> ICoreV1Operations.ReadNamespacedServiceAccountWithHttpMessagesAsync(
        string name,
        string namespaceParameter,
        bool? pretty,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(namespaceParameter);
        var address = new RequestAddress($"api/v1/namespaces/{Segment(namespaceParameter)}/serviceaccounts/{Segment(name)}")
            .Add("pretty", pretty);
        return SendAsync<V1ServiceAccount>(HttpMethod.Get, address, null, customHeaders, watch: false, cancellationToken);
    }
}
