using k8s.Autorest;
using k8s.Models;

namespace k8s;

public partial class Kubernetes : IBatchV1Operations
{
    public IBatchV1Operations BatchV1 => this;

    Task<HttpOperationResponse<V1Job>> IBatchV1Operations.CreateNamespacedJobWithHttpMessagesAsync(
        V1Job body,
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
        var address = new RequestAddress($"apis/batch/v1/namespaces/{Segment(namespaceParameter)}/jobs")
            .Add("dryRun", dryRun)
            .Add("fieldManager", fieldManager)
            .Add("fieldValidation", fieldValidation)
            .Add("pretty", pretty);
        return SendAsync<V1Job>(HttpMethod.Post, address, body, customHeaders, watch: false, cancellationToken);
    }

    Task<HttpOperationResponse<V1Status>> IBatchV1Operations.DeleteNamespacedJobWithHttpMessagesAsync(
        string name,
        string namespaceParameter,
        V1DeleteOptions body,
        string dryRun,
        int? gracePeriodSeconds,
        bool? ignoreStoreReadErrorWithClusterBreakingPotential,
        bool? orphanDependents,
        string propagationPolicy,
        bool? pretty,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(namespaceParameter);
        var address = new RequestAddress($"apis/batch/v1/namespaces/{Segment(namespaceParameter)}/jobs/{Segment(name)}")
            .Add("dryRun", dryRun)
            .Add("gracePeriodSeconds", gracePeriodSeconds)
            .Add("ignoreStoreReadErrorWithClusterBreakingPotential", ignoreStoreReadErrorWithClusterBreakingPotential)
            .Add("orphanDependents", orphanDependents)
            .Add("propagationPolicy", propagationPolicy)
            .Add("pretty", pretty);
        return SendAsync<V1Status>(HttpMethod.Delete, address, body, customHeaders, watch: false, cancellationToken);
    }

    Task<HttpOperationResponse<V1JobList>> IBatchV1Operations.ListNamespacedJobWithHttpMessagesAsync(
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
        var address = new RequestAddress($"apis/batch/v1/namespaces/{Segment(namespaceParameter)}/jobs")
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
        return SendAsync<V1JobList>(HttpMethod.Get, address, null, customHeaders, watch: watch is true, cancellationToken);
    }

    Task<HttpOperationResponse<V1Job>> IBatchV1Operations.PatchNamespacedJobWithHttpMessagesAsync(
        V1Patch body,
        string name,
        string namespaceParameter,
        string dryRun,
        string fieldManager,
        string fieldValidation,
        bool? force,
        bool? pretty,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(namespaceParameter);
        var address = new RequestAddress($"apis/batch/v1/namespaces/{Segment(namespaceParameter)}/jobs/{Segment(name)}")
            .Add("dryRun", dryRun)
            .Add("fieldManager", fieldManager)
            .Add("fieldValidation", fieldValidation)
            .Add("force", force)
            .Add("pretty", pretty);
        return SendAsync<V1Job>(HttpMethod.Patch, address, body, customHeaders, watch: false, cancellationToken);
    }

    Task<HttpOperationResponse<V1Job>> IBatchV1Operations.ReadNamespacedJobWithHttpMessagesAsync(
        string name,
        string namespaceParameter,
        bool? pretty,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(namespaceParameter);
        var address = new RequestAddress($"apis/batch/v1/namespaces/{Segment(namespaceParameter)}/jobs/{Segment(name)}")
            .Add("pretty", pretty);
        return SendAsync<V1Job>(HttpMethod.Get, address, null, customHeaders, watch: false, cancellationToken);
    }
}
