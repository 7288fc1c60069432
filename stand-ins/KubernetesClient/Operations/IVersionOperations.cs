using k8s.Autorest;
using k8s.Models;

namespace k8s;

public partial interface IVersionOperations
{
    Task<HttpOperationResponse<VersionInfo>> GetCodeWithHttpMessagesAsync(
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default);
}
