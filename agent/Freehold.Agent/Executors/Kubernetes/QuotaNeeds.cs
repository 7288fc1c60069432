using k8s.Models;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>What one worker takes of a namespace's quotas, by the names that quotas use. Pure.</summary>
internal static class QuotaNeeds
{
    /// <param name="size">Its size.</param>
    /// <param name="storageClass">Class of the volume that is made with it; null: none is.</param>
    public static Dictionary<string, decimal> Of(WorkerSize size, string? storageClass)
    {
        var needs = new Dictionary<string, decimal>(StringComparer.Ordinal)
        {
            ["count/jobs.batch"] = 1,
            ["pods"] = 1,
            ["count/pods"] = 1,
            ["secrets"] = 1,
            ["count/secrets"] = 1,
            ["cpu"] = Amount(size.CpuRequest),
            ["requests.cpu"] = Amount(size.CpuRequest),
            ["limits.cpu"] = Amount(size.CpuLimit),
            ["memory"] = Amount(size.Memory),
            ["requests.memory"] = Amount(size.Memory),
            ["limits.memory"] = Amount(size.Memory),
        };
        if (storageClass is null)
            return needs;

        foreach (var of in new[] { "", $"{storageClass}.storageclass.storage.k8s.io/" })
        {
            needs[of + "requests.storage"] = Amount(size.Disk);
            needs[of + "persistentvolumeclaims"] = 1;
        }

        needs["count/persistentvolumeclaims"] = 1;
        return needs;
    }

    private static decimal Amount(string quantity) => new ResourceQuantity(quantity).ToDecimal();
}
