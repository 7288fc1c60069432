using Freehold.Detection.Context;
using Freehold.Detection.Matching;
using Freehold.Detection.Scanning;
using Freehold.JobContract.Detection;

namespace Freehold.Detection;

/// <summary>
/// Finds personal data in UTF-8 text by patterns, check digits, words nearby and word lists; docs/detection.md lists what is found
/// and what is not. Time grows linearly with the text, whatever is in it. Keeps buffers, so an instance serves one thread at a time;
/// once they have grown, a call allocates nothing.
/// </summary>
/// <param name="entities">What to look for. Fewer cost less: without names, most letters are never looked at.</param>
/// <param name="minimumScore">Findings below it are left out; 0 to 1. The default takes what is likelier than not in its context.</param>
public sealed class PersonalDataDetector(EntitySet entities, float minimumScore = PersonalDataDetector.DefaultMinimumScore)
{
    /// <summary>The score that a form which may be anything reaches only with a word nearby that speaks for it.</summary>
    public const float DefaultMinimumScore = 0.4f;

    private static readonly EntitySet Words = EntitySet.Of(
        PersonalDataEntity.FirstName, PersonalDataEntity.LastName, PersonalDataEntity.Person, PersonalDataEntity.City, PersonalDataEntity.Country);

    private readonly List<Candidate> _candidates = [];
    private readonly Overlaps _overlaps = new();

    /// <summary>What is looked for.</summary>
    public EntitySet Entities => entities;

    /// <summary>Bytes that the last call looked at more than once.</summary>
    internal long Examined { get; private set; }

    /// <summary>Finds what is in a text.</summary>
    /// <param name="text">UTF-8; bytes that are none are taken for letters.</param>
    /// <param name="findings">Emptied, then filled: in the order of the text, none overlapping another.</param>
    public void Detect(ReadOnlySpan<byte> text, List<Finding> findings) => Detect(text, default, findings);

    /// <summary>Finds what is in a text of a column.</summary>
    /// <param name="text">UTF-8; bytes that are none are taken for letters.</param>
    /// <param name="columnContext">What the column's name speaks for: <see cref="ContextOf"/>.</param>
    /// <param name="findings">Emptied, then filled: in the order of the text, none overlapping another.</param>
    public void Detect(ReadOnlySpan<byte> text, EntitySet columnContext, List<Finding> findings)
    {
        findings.Clear();
        _candidates.Clear();
        Collect(text, columnContext, minimumScore, _candidates);
        if (_candidates.Count > 0)
            _overlaps.Settle(_candidates, text.Length, findings);
    }

    /// <summary>The entities that a column's name speaks for, for example phone numbers for <c>TelephoneNumber</c>.</summary>
    public static EntitySet ContextOf(string columnName) => ContextReader.OfColumnName(System.Text.Encoding.UTF8.GetBytes(columnName));

    /// <summary>Everything that matches, overlaps and all.</summary>
    internal void Collect(ReadOnlySpan<byte> text, EntitySet columnContext, float least, List<Candidate> candidates)
    {
        var scan = new Scan(text, entities, columnContext, least, candidates);
        var marks = entities.HasAny(Words) ? Characters.MarksAndCapitals : Characters.Marks;
        var (at, wordEnd, hostEnd) = (0, 0, 0);
        while (at < text.Length)
        {
            // 1. The next byte that a finding can be known by.
            var next = text[at..].IndexOfAny(marks);
            if (next < 0)
                break;
            at += next;

            // 2. What it may be part of.
            switch (text[at])
            {
                case (byte)'@':
                    at = EmailMatcher.Match(ref scan, at);
                    break;
                case (byte)'.':
                    at = hostEnd = WebMatcher.MatchHost(ref scan, at, hostEnd);
                    break;
                case (byte)':':
                    at = MatchColon(ref scan, at);
                    break;
                case >= (byte)'0' and <= (byte)'9':
                    at = wordEnd = MatchWordWithDigits(ref scan, at, wordEnd);
                    break;
                default:
                    at = NameMatcher.Match(ref scan, at);
                    break;
            }
        }

        Examined = scan.Examined;
    }

    private static int MatchColon(ref Scan scan, int colon)
    {
        if (scan.At(colon + 1) == '/' && scan.At(colon + 2) == '/')
            return WebMatcher.MatchScheme(ref scan, colon);
        if (MacMatcher.Match(ref scan, colon) is var mac and > 0)
            return mac;
        return IpMatcher.MatchV6(ref scan, colon) is var ip and > 0 ? ip : colon + 1;
    }

    private static int MatchWordWithDigits(ref Scan scan, int at, int floor)
    {
        var text = scan.Text;
        var (start, end) = (at, at + 1);
        while (start > floor && Characters.IsAlphanumeric(text[start - 1]))
            start--;
        while (end < text.Length && Characters.IsAlphanumeric(text[end]))
            end++;
        scan.Examined += end - start;
        if (end - start > 64)
            return end; // longer than anything that is looked for

        if (start < at)
            MatchCode(ref scan, start, end);
        else
            MatchNumber(ref scan, start, end);
        return end;
    }

    private static void MatchCode(ref Scan scan, int start, int end)
    {
        if (Characters.IsJoinedBefore(scan.Text, start))
            return;
        if (end - start >= 4)
            IbanMatcher.Match(ref scan, start);
        if (!Characters.IsJoinedAfter(scan.Text, end))
            CodeMatcher.Match(ref scan, start, end);
        CodeMatcher.MatchPostcode(ref scan, start, end);
        if (end - start == 2)
            MacMatcher.MatchHyphens(ref scan, start);
    }

    private static void MatchNumber(ref Scan scan, int start, int end)
    {
        var digits = scan.Text[start..end].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        var digitsEnd = digits < 0 ? end : start + digits;
        NumberMatcher.Match(ref scan, start);
        PhoneMatcher.Match(ref scan, start);
        if (digitsEnd - start is 1 or 2 or 4)
            DateMatcher.Match(ref scan, start);
        if (scan.At(digitsEnd) == '.' && digitsEnd - start <= 3)
            IpMatcher.MatchV4(ref scan, start);
        if (scan.Wanted.Has(PersonalDataEntity.StreetAddress))
            StreetMatcher.Match(ref scan, start, digitsEnd);

        if (digitsEnd < end && !Characters.IsJoinedBefore(scan.Text, start) && !Characters.IsJoinedAfter(scan.Text, end))
            CodeMatcher.Match(ref scan, start, end);
        if (end - start == 2)
        {
            MacMatcher.MatchHyphens(ref scan, start);
            CodeMatcher.MatchSpacedNino(ref scan, start);
        }
        else if (digitsEnd == end && end - start == 8)
        {
            CodeMatcher.MatchHyphenated(ref scan, start, end);
        }
    }
}
