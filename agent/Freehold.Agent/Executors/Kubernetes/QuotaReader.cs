using System.Net;
using Freehold.Agent.Kubernetes;
using k8s;
using k8s.Models;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>What came of reading the quotas.</summary>
/// <param name="Quotas">Null when they could not be read.</param>
/// <param name="Failure">Why not.</param>
internal sealed record QuotaReading(IReadOnlyList<V1ResourceQuota>? Quotas, ApiFailure? Failure)
{
    /// <summary>Whether the agent lacks the right, which nobody but a person changes.</summary>
    public bool IsForbidden => Failure is { Status: HttpStatusCode.Forbidden };
}

/// <summary>Reads the quotas of the namespace that workers run in. One request.</summary>
internal sealed class QuotaReader(ClusterConnection cluster)
{
    // A namespace has one or two.
    private const int Most = 100;

    public async Task<QuotaReading> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var list = await cluster.Api.CoreV1.ListNamespacedResourceQuotaAsync(cluster.Namespace, limit: Most, cancellationToken: cancellationToken);
            return new([.. list.Items], Failure: null);
        }
        catch (Exception e) when (ApiFailure.IsOne(e, cancellationToken))
        {
            return new(Quotas: null, ApiFailure.Of(e));
        }
    }
}
