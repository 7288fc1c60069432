using Freehold.Worker.Profile.Sketches;

namespace Freehold.Worker.Profile.Tables;

/// <summary>Looks in the first rows of an object for pairs of columns that could be a key where no single column is.</summary>
internal static class PairSearch
{
    /// <summary>Rows that are looked at.</summary>
    public const int Rows = 10_000;

    /// <summary>Columns that are looked at: the first ones, since keys stand in front.</summary>
    public const int MostColumns = 24;

    private const int MostPairs = 5;

    /// <summary>Finds pairs.</summary>
    /// <param name="hashes">Of each column the hashes of the first rows, 0 for null.</param>
    /// <param name="rows">How many rows there are in them.</param>
    public static IReadOnlyList<ColumnPair> Find(IReadOnlyList<ulong[]> hashes, int rows)
    {
        var found = new List<ColumnPair>();
        if (rows < 2)
            return found;

        var full = Enumerable.Range(0, hashes.Count).Where(column => !hashes[column].AsSpan(0, rows).Contains(0UL)).ToList();
        if (full.Any(column => IsKey(hashes[column].AsSpan(0, rows), hashes[column].AsSpan(0, rows))))
            return found;

        var seen = new HashSet<ulong>(rows);
        foreach (var first in full)
        {
            foreach (var second in full.Where(column => column > first))
            {
                if (!IsKey(hashes[first].AsSpan(0, rows), hashes[second].AsSpan(0, rows), seen))
                    continue;

                found.Add(new(first, second));
                if (found.Count == MostPairs)
                    return found;
            }
        }

        return found;
    }

    private static bool IsKey(ReadOnlySpan<ulong> first, ReadOnlySpan<ulong> second, HashSet<ulong>? seen = null)
    {
        seen ??= new HashSet<ulong>(first.Length);
        seen.Clear();
        for (var row = 0; row < first.Length; row++)
        {
            if (!seen.Add(Hash64.Of(first[row], second[row])))
                return false;
        }

        return true;
    }
}
