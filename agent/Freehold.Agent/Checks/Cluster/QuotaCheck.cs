using Freehold.Agent.Executors.Kubernetes;
using Freehold.Agent.Kubernetes;
using Freehold.JobContract.Checks;
using k8s;
using k8s.Models;

namespace Freehold.Agent.Checks.Cluster;

/// <summary>Whether the namespace's quotas and limit ranges have room for one worker of size S.</summary>
internal sealed class QuotaCheck
{
    private static readonly Dictionary<string, decimal> Needed = NeededBy(WorkerSize.S);

    public async Task<IReadOnlyList<CheckFinding>> LookAsync(ClusterConnection cluster, ClusterQuestion question, CancellationToken cancellationToken) =>
    [
        await question.AskAsync(
            CheckId.Quota,
            async limit =>
            {
                var quotas = (await cluster.Api.CoreV1.ListNamespacedResourceQuotaAsync(cluster.Namespace, cancellationToken: limit)).Items;
                if (quotas.SelectMany(WithoutRoom).ToList() is { Count: > 0 } full)
                    return CheckFinding.Red(CheckId.Quota, CheckDetail.QuotaExceeded, string.Join("; ", full));

                var ranges = (await cluster.Api.CoreV1.ListNamespacedLimitRangeAsync(cluster.Namespace, cancellationToken: limit)).Items;
                return ranges.SelectMany(TooSmall).ToList() is { Count: > 0 } small
                    ? CheckFinding.Red(CheckId.Quota, CheckDetail.LimitExceeded, string.Join("; ", small))
                    : CheckFinding.Green(CheckId.Quota, $"{quotas.Count} quotas and {ranges.Count} limit ranges have room for a worker of size S");
            },
            cancellationToken),
    ];

    private static IEnumerable<string> WithoutRoom(V1ResourceQuota quota) =>
        from hard in quota.Status?.Hard ?? quota.Spec?.Hard ?? new Dictionary<string, ResourceQuantity>(StringComparer.Ordinal)
        where Needed.ContainsKey(hard.Key)
        let used = quota.Status?.Used?.TryGetValue(hard.Key, out var amount) is true ? amount : "0"
        where used.ToDecimal() + Needed[hard.Key] > hard.Value.ToDecimal()
        select $"quota {quota.Metadata.Name}: {hard.Key} used {used} of {hard.Value}";

    private static IEnumerable<string> TooSmall(V1LimitRange range) =>
        from item in range.Spec?.Limits ?? []
        where item.Type is "Container" or "Pod"
        from most in item.Max ?? new Dictionary<string, ResourceQuantity>(StringComparer.Ordinal)
        where Needed.TryGetValue($"limits.{most.Key}", out var needed) && needed > most.Value.ToDecimal()
        select $"limit range {range.Metadata.Name}: {most.Key} of a {item.Type} at most {most.Value}";

    private static Dictionary<string, decimal> NeededBy(WorkerSize size)
    {
        decimal Number(ResourceQuantity quantity) => quantity.ToDecimal();
        return new(StringComparer.Ordinal)
        {
            ["pods"] = 1,
            ["count/pods"] = 1,
            ["count/jobs.batch"] = 1,
            ["count/secrets"] = 1,
            ["secrets"] = 1,
            ["cpu"] = Number(size.CpuRequest),
            ["requests.cpu"] = Number(size.CpuRequest),
            ["limits.cpu"] = Number(size.CpuLimit),
            ["memory"] = Number(size.Memory),
            ["requests.memory"] = Number(size.Memory),
            ["limits.memory"] = Number(size.Memory),
        };
    }
}
