using System.Runtime.InteropServices;

namespace Freehold.Detection.Scanning;

/// <summary>Settles which of overlapping candidates stand: the higher score, then the longer, then the one in context.</summary>
internal sealed class Overlaps
{
    private static readonly Comparison<Candidate> BestFirst = static (left, right) =>
    {
        var (one, other) = (left.Finding, right.Finding);
        var order = other.Score.CompareTo(one.Score);
        if (order == 0)
            order = other.Length.CompareTo(one.Length);
        if (order == 0)
            order = right.InContext.CompareTo(left.InContext);
        if (order == 0)
            order = one.Start.CompareTo(other.Start);
        return order != 0 ? order : one.Entity.CompareTo(other.Entity);
    };

    private static readonly Comparison<Finding> InOrder = static (left, right) => left.Start.CompareTo(right.Start);

    private ulong[] _covered = [];

    /// <summary>Adds the winners to a list, in the order of the text.</summary>
    public void Settle(List<Candidate> candidates, int textLength, List<Finding> findings)
    {
        if (candidates.Count == 1)
        {
            findings.Add(candidates[0].Finding);
            return;
        }

        var words = (textLength / 64) + 1;
        if (_covered.Length < words)
            _covered = new ulong[words * 2];

        candidates.Sort(BestFirst);
        var first = findings.Count;
        foreach (var candidate in candidates)
        {
            var finding = candidate.Finding;
            if (Cover(finding.Start, finding.End))
                findings.Add(finding);
        }

        _covered.AsSpan(0, words).Clear();
        CollectionsMarshal.AsSpan(findings)[first..].Sort(InOrder);
    }

    // Marks a range, unless some of it is marked. A bit a byte: a candidate is looked at in steps of 64.
    private bool Cover(int start, int end)
    {
        for (var word = start / 64; word <= (end - 1) / 64; word++)
        {
            if ((_covered[word] & Mask(word, start, end)) != 0)
                return false;
        }

        for (var word = start / 64; word <= (end - 1) / 64; word++)
            _covered[word] |= Mask(word, start, end);
        return true;
    }

    private static ulong Mask(int word, int start, int end)
    {
        var from = Math.Max(start - (word * 64), 0);
        var to = Math.Min(end - (word * 64), 64);
        return (ulong.MaxValue << from) & (ulong.MaxValue >> (64 - to));
    }
}
