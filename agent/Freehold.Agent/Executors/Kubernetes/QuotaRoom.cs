using k8s.Models;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>How many workers the quotas of a namespace have room for.</summary>
/// <param name="More">Beyond those that are there.</param>
/// <param name="Tightest">The name of what allows no more, for example <c>requests.memory</c>.</param>
internal sealed record QuotaRoom(int More, string Tightest)
{
    private const int TightestBytes = 64;

    /// <summary>Reads it from the quotas; null when none of them bounds workers. Pure.</summary>
    public static QuotaRoom? Of(IEnumerable<V1ResourceQuota> quotas, WorkerSize size, WorkerOptions workers)
    {
        var needs = QuotaNeeds.Of(size, workers.ScratchStorageClass);
        QuotaRoom? room = null;
        foreach (var quota in quotas.Where(quota => QuotaScopes.Count(quota, workers.PriorityClass)))
        {
            // What a quota that was only just made has not counted yet, it does not hold against anybody either.
            foreach (var (name, hard) in quota.Status?.Hard ?? new Dictionary<string, ResourceQuantity>(StringComparer.Ordinal))
            {
                if (!needs.TryGetValue(name, out var need) || quota.Status?.Used?.TryGetValue(name, out var used) is not true)
                    continue;

                var more = (int)Math.Clamp(Math.Floor((hard.ToDecimal() - used.ToDecimal()) / need), 0, int.MaxValue);
                if (room is null || more < room.More)
                    room = new(more, ReportBounds.Cut(name, TightestBytes));
            }
        }

        return room;
    }
}
