namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>
/// Tells from a node's Lease, which its kubelet renews every ten seconds, that nothing is heard of it. Only what is seen to stay the same
/// counts, by a clock that nobody sets: whose clock wrote the Lease does not matter.
/// </summary>
/// <remarks>Not safe from several threads.</remarks>
internal sealed class NodeSilence
{
    /// <summary>Two renewals were missed: a kubelet that restarts is back before that.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromSeconds(22);

    private readonly Dictionary<string, (DateTime Renewed, TimeSpan Since)> _seen = new(StringComparer.Ordinal);
    private TimeSpan? _last;

    /// <summary>Takes one reading of all Leases.</summary>
    /// <param name="renewals">When each node renewed its own last.</param>
    /// <param name="now">From any beginning.</param>
    /// <param name="longestGap">Between two readings that say something of the time between them: an API server that was away heard nobody.</param>
    /// <returns>The nodes that are silent.</returns>
    public IReadOnlySet<string> Take(IEnumerable<(string Node, DateTime Renewed)> renewals, TimeSpan now, TimeSpan longestGap)
    {
        if (now - _last > longestGap)
            _seen.Clear();
        _last = now;

        var silent = new HashSet<string>(StringComparer.Ordinal);
        var there = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (node, renewed) in renewals)
        {
            there.Add(node);
            if (!_seen.TryGetValue(node, out var seen) || seen.Renewed != renewed)
                _seen[node] = (renewed, now);
            else if (now - seen.Since >= Least)
                silent.Add(node);
        }

        // A node that was deleted took its Lease with it: that is the cluster's to tell.
        foreach (var gone in _seen.Keys.Except(there, StringComparer.Ordinal).ToList())
            _seen.Remove(gone);
        return silent;
    }
}
