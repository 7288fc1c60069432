using Freehold.Detection.Scanning;
using Freehold.JobContract.Detection;

namespace Freehold.Detection.Columns;

/// <summary>
/// Tells what a column holds from a sample of its values and its name. A value counts for every entity that it is as a whole; a
/// column is of the entity that most of its values are. For one thread.
/// </summary>
/// <param name="columnName">The column's name: <c>TelephoneNumber</c> and <c>date_of_birth</c> are understood word by word.</param>
/// <param name="entities">What it may be.</param>
public sealed class ColumnClassifier(string columnName, EntitySet entities)
{
    /// <summary>The share of values from which on a column is of a kind.</summary>
    public const double DefaultThreshold = 0.6;

    // What a name that speaks for an entity adds, and the share that values must reach even so.
    private const double NameBonus = 0.35;
    private const double LeastShare = 0.25;
    private const float LeastScore = 0.4f;

    // Values longer than this are text, and text is redacted, not classified.
    private const int LongestValue = 256;

    private readonly PersonalDataDetector _detector = new(entities, minimumScore: 0);
    private readonly EntitySet _context = PersonalDataDetector.ContextOf(columnName);
    private readonly List<Candidate> _candidates = [];
    private readonly int[] _counts = new int[Enum.GetValues<PersonalDataEntity>().Length];
    private readonly double[] _scores = new double[Enum.GetValues<PersonalDataEntity>().Length];

    /// <summary>Values seen, without null and empty ones.</summary>
    public int Samples { get; private set; }

    /// <summary>Looks at one value, in UTF-8. Empty ones are passed over: pass null as empty.</summary>
    public void Add(ReadOnlySpan<byte> value)
    {
        value = value.Trim(" \t\r\n"u8);
        if (value.IsEmpty)
            return;

        Samples++;
        if (value.Length > LongestValue)
            return;

        _candidates.Clear();
        _detector.Collect(value, _context, LeastScore, _candidates);
        WholeValue.Collect(value, entities, _context, LeastScore, _candidates);

        // Each entity once a value, with the best of its matches that cover nearly all of it.
        var counted = EntitySet.None;
        foreach (var candidate in _candidates)
        {
            var finding = candidate.Finding;
            if (finding.Length * 10 < value.Length * 8 || counted.Has(finding.Entity))
                continue;
            counted |= EntitySet.Of(finding.Entity);
            _counts[(int)finding.Entity]++;
            _scores[(int)finding.Entity] += finding.Score;
        }
    }

    /// <summary>The entity of the column, or null when it is of none.</summary>
    /// <param name="threshold">Confidence that it takes, above 0, at most 1.</param>
    public ColumnVerdict? Classify(double threshold = DefaultThreshold)
    {
        ColumnVerdict? best = null;
        var bestRank = 0.0;
        foreach (var entity in Enum.GetValues<PersonalDataEntity>())
        {
            var count = _counts[(int)entity];
            if (count == 0)
                continue;

            // The name's vote counts for a kind of value that needs it and for one that does not, so it also breaks ties.
            var share = (double)count / Samples;
            var confidence = Math.Min(1, share + (_context.Has(entity) ? NameBonus : 0));
            var rank = (share * _scores[(int)entity] / count) + (_context.Has(entity) ? NameBonus : 0);
            if (confidence < threshold || share < LeastShare || rank <= bestRank)
                continue;
            (best, bestRank) = (new(entity, confidence, share, Samples), rank);
        }

        return best;
    }
}
