using k8s.Autorest;

namespace k8s;

public partial class Kubernetes : ICustomObjectsOperations
{
    public ICustomObjectsOperations CustomObjects => this;

    Task<HttpOperationResponse<T>> ICustomObjectsOperations.CreateNamespacedCustomObjectWithHttpMessagesAsync<T>(
        object body,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string dryRun,
        string fieldManager,
        string fieldValidation,
        bool? pretty,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(version);
        ArgumentNullException.ThrowIfNull(namespaceParameter);
        ArgumentNullException.ThrowIfNull(plural);
        var address = new RequestAddress($"apis/{Segment(group)}/{Segment(version)}/namespaces/{Segment(namespaceParameter)}/{Segment(plural)}")
            .Add("dryRun", dryRun)
            .Add("fieldManager", fieldManager)
            .Add("fieldValidation", fieldValidation)
            .Add("pretty", pretty);
        return SendAsync<T>(HttpMethod.Post, address, body, customHeaders, watch: false, cancellationToken);
    }

    Task<HttpOperationResponse<T>> ICustomObjectsOperations.GetNamespacedCustomObjectWithHttpMessagesAsync<T>(
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string name,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(version);
        ArgumentNullException.ThrowIfNull(namespaceParameter);
        ArgumentNullException.ThrowIfNull(plural);
        ArgumentNullException.ThrowIfNull(name);
        var address = new RequestAddress(
            $"apis/{Segment(group)}/{Segment(version)}/namespaces/{Segment(namespaceParameter)}/{Segment(plural)}/{Segment(name)}");
        return SendAsync<T>(HttpMethod.Get, address, null, customHeaders, watch: false, cancellationToken);
    }
}
