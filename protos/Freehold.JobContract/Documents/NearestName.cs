namespace Freehold.JobContract.Documents;

/// <summary>Finds the name that was probably meant, for messages about unknown ones.</summary>
public static class NearestName
{
    /// <summary>
    /// The candidate with the smallest edit distance (Levenshtein, ignoring case), if at most a third of its letters differ.
    /// </summary>
    /// <returns>The candidate, or null when none is near. The first of equally near ones.</returns>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        string? nearest = null;
        var smallest = int.MaxValue;

        foreach (var candidate in candidates)
        {
            var distance = Distance(name, candidate);
            if (distance >= smallest || distance > Math.Max(2, candidate.Length / 3))
                continue;

            smallest = distance;
            nearest = candidate;
        }

        return nearest;
    }

    private static int Distance(string left, string right)
    {
        // Names are short; anything else is not worth comparing and must not cost quadratic time.
        if (left.Length > 128 || right.Length > 128)
            return int.MaxValue;

        Span<int> previous = stackalloc int[right.Length + 1];
        Span<int> current = stackalloc int[right.Length + 1];
        for (var column = 0; column <= right.Length; column++)
            previous[column] = column;

        for (var row = 1; row <= left.Length; row++)
        {
            current[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var same = char.ToLowerInvariant(left[row - 1]) == char.ToLowerInvariant(right[column - 1]);
                current[column] = Math.Min(
                    Math.Min(previous[column], current[column - 1]) + 1, previous[column - 1] + (same ? 0 : 1));
            }

            current.CopyTo(previous);
        }

        return previous[right.Length];
    }
}
