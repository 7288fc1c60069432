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
