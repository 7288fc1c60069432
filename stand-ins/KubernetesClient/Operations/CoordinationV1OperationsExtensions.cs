using k8s.Models;

namespace k8s;

public static partial class CoordinationV1OperationsExtensions
{
    public static async Task<V1Lease> CreateNamespacedLeaseAsync(
        this ICoordinationV1Operations operations,
        V1Lease body,
        string namespaceParameter,
        string dryRun = null,
        string fieldManager = null,
        string fieldValidation = null,
        bool? pretty = null,
        CancellationToken cancellationToken = default)
    {
        using var response = await operations.CreateNamespacedLeaseWithHttpMessagesAsync(
            body, namespaceParameter, dryRun, fieldManager, fieldValidation, pretty, null, cancellationToken).ConfigureAwait(false);
        return response.Body;
    }

    public static async Task<V1LeaseList> ListNamespacedLeaseAsync(
        this ICoordinationV1Operations operations,
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
        using var response = await operations.ListNamespacedLeaseWithHttpMessagesAsync(
            namespaceParameter, allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, sendInitialEvents, timeoutSeconds, false, pretty, null, cancellationToken).ConfigureAwait(false);
        return response.Body;
    }

    public static async Task<V1Lease> ReadNamespacedLeaseAsync(
        this ICoordinationV1Operations operations,
        string name,
        string namespaceParameter,
        bool? pretty = null,
        CancellationToken cancellationToken = default)
    {
        using var response = await operations.ReadNamespacedLeaseWithHttpMessagesAsync(
            name, namespaceParameter, pretty, null, cancellationToken).ConfigureAwait(false);
        return response.Body;
    }

    public static async Task<V1Lease> ReplaceNamespacedLeaseAsync(
        this ICoordinationV1Operations operations,
        V1Lease body,
        string name,
        string namespaceParameter,
        string dryRun = null,
        string fieldManager = null,
        string fieldValidation = null,
        bool? pretty = null,
        CancellationToken cancellationToken = default)
    {
        using var response = await operations.ReplaceNamespacedLeaseWithHttpMessagesAsync(
            body, name, namespaceParameter, dryRun, fieldManager, fieldValidation, pretty, null, cancellationToken).ConfigureAwait(false);
        return response.Body;
    }
}
