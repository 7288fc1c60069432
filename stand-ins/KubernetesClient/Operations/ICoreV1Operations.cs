using k8s.Autorest;
using k8s.Models;

namespace k8s;

public partial interface ICoreV1Operations
{
    Task<HttpOperationResponse<V1Secret>> CreateNamespacedSecretWithHttpMessagesAsync(
        V1Secret body,
        string namespaceParameter,
        string dryRun = null,
        string fieldManager = null,
        string fieldValidation = null,
        bool? pretty = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default);

    Task<HttpOperationResponse<Corev1EventList>> ListNamespacedEventWithHttpMessagesAsync(
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
        bool? watch = null,
        bool? pretty = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default);

    Task<HttpOperationResponse<V1PodList>> ListNamespacedPodWithHttpMessagesAsync(
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
        bool? watch = null,
        bool? pretty = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default);

    Task<HttpOperationResponse<V1LimitRangeList>> ListNamespacedLimitRangeWithHttpMessagesAsync(
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
        bool? watch = null,
        bool? pretty = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default);

    Task<HttpOperationResponse<V1ResourceQuotaList>> ListNamespacedResourceQuotaWithHttpMessagesAsync(
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
        bool? watch = null,
        bool? pretty = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default);

    Task<HttpOperationResponse<Stream>> ReadNamespacedPodLogWithHttpMessagesAsync(
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
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default);

    Task<HttpOperationResponse<V1Secret>> ReadNamespacedSecretWithHttpMessagesAsync(
        string name,
        string namespaceParameter,
        bool? pretty = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default);

    Task<HttpOperationResponse<V1ServiceAccount>> ReadNamespacedServiceAccountWithHttpMessagesAsync(
        string name,
        string namespaceParameter,
        bool? pretty = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default);
}
