using Freehold.JobContract.Profile;
using Freehold.Worker.Rules;

namespace Freehold.Worker.Profile.Tables;

/// <summary>How much the sketches of a profile may hold.</summary>
internal sealed class SketchSizes(ProfileSpec spec)
{
    /// <summary>Distinct values of a column up to which its counts are exact.</summary>
    public const int Exact = 10_000;

    /// <summary>Distinct values of a column with a rule <c>unique</c> up to which the rule is exact: 48 MB of memory each.</summary>
    public const int ExactForUnique = 2_000_000;

    // About a megabyte a column at full capacity: with thousands of columns each gets less, and memory stays within 300 MB.
    private const int AllColumns = 2_560_000;

    private readonly List<string> _unique =
        [.. spec.Rules.Where(rule => rule.Check is UniqueCheck).SelectMany(rule => rule.Columns)];

    /// <summary>Distinct values up to which counts are exact, in a table of so many columns.</summary>
    public static int Capacity(int columns) => Math.Clamp(AllColumns / Math.Max(1, columns), 500, Exact);

    /// <summary>Distinct values up to which repeats are exact.</summary>
    public int SampleCapacity(string column) =>
        _unique.Exists(glob => ColumnGlob.Matches(glob, column)) ? ExactForUnique : Exact;
}
