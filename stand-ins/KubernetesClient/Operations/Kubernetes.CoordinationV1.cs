using k8s.Autorest;
using k8s.Models;

namespace k8s;

public partial class Kubernetes : ICoordinationV1Operations
{
    public ICoordinationV1Operations CoordinationV1 => this;

    Task<HttpOperationResponse<V1Lease>> ICoordinationV1Operations.CreateNamespacedLeaseWithHttpMessagesAsync(
        V1Lease body,
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
        var address = new RequestAddress($"apis/coordination.k8s.io/v1/namespaces/{Segment(namespaceParameter)}/leases")
            .Add("dryRun", dryRun)
            .Add("fieldManager", fieldManager)
            .Add("fieldValidation", fieldValidation)
            .Add("pretty", pretty);
        return SendAsync<V1Lease>(HttpMethod.Post, address, body, customHeaders, watch: false, cancellationToken);
    }

    Task<HttpOperationResponse<V1LeaseList>> ICoordinationV1Operations.ListNamespacedLeaseWithHttpMessagesAsync(
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
        var address = new RequestAddress($"apis/coordination.k8s.io/v1/namespaces/{Segment(namespaceParameter)}/leases")
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
        return SendAsync<V1LeaseList>(HttpMethod.Get, address, null, customHeaders, watch: watch is true, cancellationToken);
    }

    Task<HttpOperationResponse<V1Lease>> ICoordinationV1Operations.ReadNamespacedLeaseWithHttpMessagesAsync(
        string name,
        string namespaceParameter,
        bool? pretty,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(namespaceParameter);
        var address = new RequestAddress($"apis/coordination.k8s.io/v1/namespaces/{Segment(namespaceParameter)}/leases/{Segment(name)}")
            .Add("pretty", pretty);
        return SendAsync<V1Lease>(HttpMethod.Get, address, null, customHeaders, watch: false, cancellationToken);
    }

    Task<HttpOperationResponse<V1Lease>> ICoordinationV1Operations.ReplaceNamespacedLeaseWithHttpMessagesAsync(
        V1Lease body,
        string name,
        string namespaceParameter,
        string dryRun,
        string fieldManager,
        string fieldValidation,
        bool? pretty,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(namespaceParameter);
        var address = new RequestAddress($"apis/coordination.k8s.io/v1/namespaces/{Segment(namespaceParameter)}/leases/{Segment(name)}")
            .Add("dryRun", dryRun)
            .Add("fieldManager", fieldManager)
            .Add("fieldValidation", fieldValidation)
            .Add("pretty", pretty);
        return SendAsync<V1Lease>(HttpMethod.Put, address, body, customHeaders, watch: false, cancellationToken);
    }
}
