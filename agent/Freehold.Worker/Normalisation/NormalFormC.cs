using System.Buffers.Binary;
using System.Text;

namespace Freehold.Worker.Normalisation;

/// <summary>
/// Unicode normal form C. Ours, because <see cref="string.Normalize()"/> does nothing in a program without ICU, and a token must
/// not depend on what is installed where the worker runs. The table is Unicode 14's; nfc.py beside this file writes it.
/// </summary>
/// <remarks>
/// Unicode promises that the form of a character, once assigned, never changes, so a newer table adds and alters nothing.
/// </remarks>
internal static class NormalFormC
{
    private const int HangulFirst = 0xAC00;
    private const int HangulLeads = 0x1100;
    private const int HangulVowels = 0x1161;
    private const int HangulTails = 0x11A7;
    private const int VowelCount = 21;
    private const int TailCount = 28;
    private const int HangulCount = 19 * VowelCount * TailCount;

    private static readonly Dictionary<int, byte> Classes = [];
    private static readonly Dictionary<int, (int First, int Second)> Decompositions = [];
    private static readonly Dictionary<(int First, int Second), int> Compositions = [];

    static NormalFormC()
    {
        using var stream = typeof(NormalFormC).Assembly.GetManifestResourceStream("nfc.bin")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var table = bytes.AsSpan();

        for (var left = Next(ref table); left > 0; left--)
            Classes.Add(Next(ref table), (byte)Next(ref table));
        for (var left = Next(ref table); left > 0; left--)
            Decompositions.Add(Next(ref table), (Next(ref table), Next(ref table)));
        for (var left = Next(ref table); left > 0; left--)
            Compositions.Add((Next(ref table), Next(ref table)), Next(ref table));
    }

    /// <summary>The text in normal form C.</summary>
    public static string Of(string text)
    {
        // 1. Take every character apart, marks in the order of their classes.
        var points = new List<int>(text.Length + 8);
        foreach (var rune in text.EnumerateRunes())
            Decompose(rune.Value, points);
        OrderMarks(points);

        // 2. Put together what belongs together.
        Compose(points);

        var composed = new StringBuilder(points.Count);
        foreach (var point in points)
            composed.Append(new Rune(point).ToString());
        return composed.ToString();
    }

    /// <summary>The text with every character taken apart into a letter and its marks.</summary>
    public static string Apart(string text)
    {
        var points = new List<int>(text.Length + 8);
        foreach (var rune in text.EnumerateRunes())
            Decompose(rune.Value, points);

        var apart = new StringBuilder(points.Count);
        foreach (var point in points)
            apart.Append(new Rune(point).ToString());
        return apart.ToString();
    }

    private static int Next(ref Span<byte> table)
    {
        var number = BinaryPrimitives.ReadInt32LittleEndian(table);
        table = table[sizeof(int)..];
        return number;
    }

    private static void Decompose(int point, List<int> into)
    {
        var hangul = point - HangulFirst;
        if (hangul is >= 0 and < HangulCount)
        {
            into.Add(HangulLeads + (hangul / (VowelCount * TailCount)));
            into.Add(HangulVowels + (hangul % (VowelCount * TailCount) / TailCount));
            if (hangul % TailCount > 0)
                into.Add(HangulTails + (hangul % TailCount));
        }
        else if (Decompositions.TryGetValue(point, out var parts))
        {
            Decompose(parts.First, into);
            if (parts.Second != 0)
                into.Add(parts.Second);
        }
        else
        {
            into.Add(point);
        }
    }

    // A stable insertion sort of each run of marks: runs are a few characters long.
    private static void OrderMarks(List<int> points)
    {
        for (var index = 1; index < points.Count; index++)
        {
            var own = ClassOf(points[index]);
            if (own == 0)
                continue;
            for (var at = index; at > 0 && ClassOf(points[at - 1]) > own; at--)
                (points[at - 1], points[at]) = (points[at], points[at - 1]);
        }
    }

    private static void Compose(List<int> points)
    {
        var starter = -1;
        var kept = 0;
        var lastClass = 0;

        for (var index = 0; index < points.Count; index++)
        {
            var point = points[index];
            var own = ClassOf(point);

            // A mark is blocked from its starter by one of the same or a higher class between them.
            var blocked = starter < 0 || (kept > starter + 1 && lastClass >= own);
            if (!blocked && Pair(points[starter], point) is { } composed)
            {
                points[starter] = composed;
                continue;
            }

            if (own == 0)
                starter = kept;
            lastClass = own;
            points[kept++] = point;
        }

        points.RemoveRange(kept, points.Count - kept);
    }

    private static int? Pair(int first, int second)
    {
        if (first - HangulLeads is >= 0 and < 19 && second - HangulVowels is >= 0 and < VowelCount)
            return HangulFirst + ((((first - HangulLeads) * VowelCount) + (second - HangulVowels)) * TailCount);
        if (first - HangulFirst is >= 0 and < HangulCount && (first - HangulFirst) % TailCount == 0
            && second - HangulTails is > 0 and < TailCount)
            return first + (second - HangulTails);
        return Compositions.TryGetValue((first, second), out var composed) ? composed : null;
    }

    private static int ClassOf(int point) => point < 0x300 ? 0 : Classes.GetValueOrDefault(point);
}
