using Freehold.Agent.Assignments;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>
/// Which attempts that have something in the cluster nobody knows, and for how long each has been seen so: one whose making is under way, or
/// whose end is just being put away, is none yet. Not safe from several threads.
/// </summary>
internal sealed class Orphans
{
    /// <summary>How long an attempt must have been unknown, by this process's own clock.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Dictionary<AttemptId, TimeSpan> _since = [];

    /// <summary>Takes one look.</summary>
    /// <param name="there">Attempts of which a Job or pod is there.</param>
    /// <param name="isKnown">Whether the agent has it in hand.</param>
    /// <param name="now">From any beginning.</param>
    /// <returns>Those that have been unknown for long enough.</returns>
    public IReadOnlyList<AttemptId> Take(IReadOnlyCollection<AttemptId> there, Func<AttemptId, bool> isKnown, TimeSpan now)
    {
        var unknown = there.Where(attempt => !isKnown(attempt)).ToHashSet();
        foreach (var gone in _since.Keys.Where(attempt => !unknown.Contains(attempt)).ToList())
            _since.Remove(gone);
        foreach (var attempt in unknown)
            _since.TryAdd(attempt, now);
        return [.. _since.Where(each => now - each.Value >= Patience).Select(each => each.Key)];
    }
}
