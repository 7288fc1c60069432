using Freehold.Detection.Context;
using Freehold.JobContract.Detection;

namespace Freehold.Detection.Scanning;

/// <summary>One text on its way through the matchers, and what they have found in it.</summary>
internal ref struct Scan(ReadOnlySpan<byte> text, EntitySet wanted, EntitySet columnContext, float minimumScore, List<Candidate> candidates)
{
    private const float ContextBonus = 0.35f;
    private const float LeastInContext = 0.4f;
    private const float WeaklyChecked = 0.5f;

    private int _contextAt = -1;
    private EntitySet _context;

    /// <summary>Bytes looked at beyond the first scan, for the tests that hostile texts cost no more than others.</summary>
    public long Examined;

    /// <summary>The text.</summary>
    public readonly ReadOnlySpan<byte> Text = text;

    /// <summary>What is looked for.</summary>
    public readonly EntitySet Wanted => wanted;

    /// <summary>What the column's name speaks for.</summary>
    public readonly EntitySet ColumnContext => columnContext;

    /// <summary>Scores a match and keeps it if it is wanted and good enough.</summary>
    /// <param name="entity">What matched.</param>
    /// <param name="start">First byte.</param>
    /// <param name="end">Byte behind it.</param>
    /// <param name="score">Score of the form alone.</param>
    /// <param name="evidence">What a check said; a match whose check is wrong never comes here.</param>
    public void Add(PersonalDataEntity entity, int start, int end, float score, Evidence evidence = Evidence.Form)
    {
        if (!wanted.Has(entity))
            return;

        var inContext = IsInContext(entity, start);
        score = evidence switch
        {
            Evidence.Check => 1,
            Evidence.WeakCheck => inContext ? 1 : Math.Max(score, WeaklyChecked),
            _ when inContext => Math.Min(1, Math.Max(score + ContextBonus, LeastInContext)),
            _ => score,
        };
        if (score >= minimumScore)
            candidates.Add(new(new(entity, start, end - start, score), inContext));
    }

    /// <summary>Whether the words before a place, or the column's name, speak for an entity.</summary>
    public bool IsInContext(PersonalDataEntity entity, int start)
    {
        if (_contextAt != start)
        {
            _contextAt = start;
            _context = ContextReader.Before(Text, start, ref Examined) | columnContext;
        }

        return _context.Has(entity);
    }

    /// <summary>The byte at a place, 0 outside the text.</summary>
    public readonly byte At(int index) => (uint)index < (uint)Text.Length ? Text[index] : (byte)0;
}
