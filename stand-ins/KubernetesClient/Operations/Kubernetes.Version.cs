using k8s.Autorest;
using k8s.Models;

namespace k8s;

public partial class Kubernetes : IVersionOperations
{
    public IVersionOperations Version => this;

    Task<HttpOperationResponse<VersionInfo>> IVersionOperations.GetCodeWithHttpMessagesAsync(
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken) =>
        SendAsync<VersionInfo>(HttpMethod.Get, new RequestAddress("version/"), body: null, customHeaders, watch: false, cancellationToken);
}
