using System.Globalization;

namespace Freehold.Agent.Executors.Kubernetes.Phases;

/// <summary>Reads lists of indexes as an Indexed Job's status has them: <c>0,2-4,7</c>. What is none is passed over.</summary>
internal static class IndexRanges
{
    /// <summary>Its ranges, both ends included.</summary>
    public static IEnumerable<(int First, int Last)> Parse(string? text)
    {
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var ends = part.Split('-', 2);
            if (int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
                && int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var last) && last >= first)
                yield return (first, last);
        }
    }

    /// <summary>How many indexes there are.</summary>
    public static int Count(string? text) => Parse(text).Sum(range => range.Last - range.First + 1);

    /// <summary>The indexes, one by one.</summary>
    public static IEnumerable<int> Each(string? text) => Parse(text).SelectMany(range => Enumerable.Range(range.First, range.Last - range.First + 1));
}
