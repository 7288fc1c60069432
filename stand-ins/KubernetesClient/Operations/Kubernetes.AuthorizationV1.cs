using k8s.Autorest;
using k8s.Models;

namespace k8s;

public partial class Kubernetes : IAuthorizationV1Operations
{
    public IAuthorizationV1Operations AuthorizationV1 => this;

    Task<HttpOperationResponse<V1SelfSubjectAccessReview>> IAuthorizationV1Operations.CreateSelfSubjectAccessReviewWithHttpMessagesAsync(
        V1SelfSubjectAccessReview body,
        string dryRun,
        string fieldManager,
        string fieldValidation,
        bool? pretty,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        var address = new RequestAddress($"apis/authorization.k8s.io/v1/selfsubjectaccessreviews")
            .Add("dryRun", dryRun)
            .Add("fieldManager", fieldManager)
            .Add("fieldValidation", fieldValidation)
            .Add("pretty", pretty);
        return SendAsync<V1SelfSubjectAccessReview>(HttpMethod.Post, address, body, customHeaders, watch: false, cancellationToken);
    }
}
