using k8s.Models;

namespace Freehold.Agent.Leadership.Leases;

/// <summary>
/// What was last seen in the Lease, and since when by our own clock. The clocks of others, which wrote the times in it, decide nothing:
/// what counts is for how long it has not changed.
/// </summary>
internal sealed class LeaseHolding(TimeProvider time)
{
    private V1LeaseSpec? _spec;
    private long _changedAt;

    /// <summary>Who holds it; empty when nobody does, or nothing was seen yet.</summary>
    public string Holder => _spec?.HolderIdentity ?? "";

    /// <summary>Notes what the API server has.</summary>
    /// <param name="lease">Null: there is none. Then what was seen before runs out all the same: it may have been deleted under a leader.</param>
    public void See(V1Lease? lease)
    {
        if (lease is null || lease.Spec == _spec)
            return;

        _spec = lease.Spec;
        _changedAt = time.GetTimestamp();
    }

    /// <summary>How long its holder still has, if it does not renew; zero or less when anybody may take it.</summary>
    /// <param name="usually">Where the Lease names no duration.</param>
    public TimeSpan Left(TimeSpan usually) => Holder.Length == 0
        ? TimeSpan.Zero
        : (_spec!.LeaseDurationSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : usually) - time.GetElapsedTime(_changedAt);
}
