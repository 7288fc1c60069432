using Freehold.Agent.Kubernetes;
using Freehold.Agent.Leadership.Leases;
using Freehold.JobContract.Checks;
using k8s;
using k8s.Models;

namespace Freehold.Agent.Checks.Cluster;

/// <summary>Asks for each right that the agent uses, one review each.</summary>
internal sealed class RightsCheck(LeaseObject lease)
{
    public async Task<IReadOnlyList<CheckFinding>> LookAsync(ClusterConnection cluster, ClusterQuestion question, CancellationToken cancellationToken) =>
    [
        await question.AskAsync(
            CheckId.Rbac,
            async limit =>
            {
                var allowed = await Task.WhenAll(ClusterRights.All.Select(right => IsAllowedAsync(cluster, right, limit)));
                var missing = ClusterRights.All.Zip(allowed).Where(pair => !pair.Second).Select(pair => pair.First).ToList();
                var count = (ulong)ClusterRights.All.Count;
                return missing.Count == 0
                    ? CheckFinding.Green(CheckId.Rbac, $"all {count} rights in namespace {cluster.Namespace}") with { Expected = count, Found = count }
                    : CheckFinding.Red(CheckId.Rbac, CheckDetail.Missing, $"may not {string.Join(", ", missing)} in namespace {cluster.Namespace}")
                        with { Expected = count, Found = count - (ulong)missing.Count };
            },
            cancellationToken),
    ];

    private async Task<bool> IsAllowedAsync(ClusterConnection cluster, ClusterRight right, CancellationToken cancellationToken)
    {
        var parts = right.Resource.Split('/');
        var review = new V1SelfSubjectAccessReview
        {
            ApiVersion = "authorization.k8s.io/v1",
            Kind = "SelfSubjectAccessReview",
            Spec = new()
            {
                ResourceAttributes = new()
                {
                    NamespaceProperty = cluster.Namespace,
                    Group = right.Group,
                    Resource = parts[0],
                    Subresource = parts.Length > 1 ? parts[1] : null,
                    Verb = right.Verb,
                    Name = right.OfLease ? lease.Name : null,
                },
            },
        };
        return (await cluster.Api.AuthorizationV1.CreateSelfSubjectAccessReviewAsync(review, cancellationToken: cancellationToken)).Status?.Allowed is true;
    }
}
