namespace k8s;

public static partial class CustomObjectsOperationsExtensions
{
    public static async Task<T> CreateNamespacedCustomObjectAsync<T>(
        this ICustomObjectsOperations operations,
        object body,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string dryRun = null,
        string fieldManager = null,
        string fieldValidation = null,
        bool? pretty = null,
        CancellationToken cancellationToken = default)
    {
        using var response = await operations.CreateNamespacedCustomObjectWithHttpMessagesAsync<T>(
            body, group, version, namespaceParameter, plural, dryRun, fieldManager, fieldValidation, pretty, null, cancellationToken).ConfigureAwait(false);
        return response.Body;
    }

    public static async Task<T> GetNamespacedCustomObjectAsync<T>(
        this ICustomObjectsOperations operations,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string name,
        CancellationToken cancellationToken = default)
    {
        using var response = await operations.GetNamespacedCustomObjectWithHttpMessagesAsync<T>(
            group, version, namespaceParameter, plural, name, null, cancellationToken).ConfigureAwait(false);
        return response.Body;
    }
}
