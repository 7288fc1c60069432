using System.Text;
using Freehold.Detection.Scanning;
using Freehold.Detection.Words;
using Freehold.JobContract.Detection;

namespace Freehold.Detection.Matching;

/// <summary>
/// Names by word lists: a known first name with capitalised words behind it, a title with them, and cities and countries. A rule of
/// thumb, not a language model: what the lists do not hold is not found.
/// </summary>
internal static class NameMatcher
{
    private const int MostWords = 4;
    private const int LongestWord = 40;

    private static readonly WordTable Titles = new("mr mrs ms miss dr prof sir herr frau mme mlle sr sra dott signor signora".Split(' ')
        .Select(title => (title, 1UL)));

    /// <summary>Tries the names that begin with the word here.</summary>
    /// <returns>Where to go on.</returns>
    public static int Match(ref Scan scan, int start)
    {
        var text = scan.Text;
        if (!BeginsWithCapital(text, start, out var lead) || Characters.IsJoinedBefore(text, start))
            return start + lead;

        // 1. Up to four capitalised words in a row.
        Span<int> starts = stackalloc int[MostWords];
        Span<int> ends = stackalloc int[MostWords];
        Span<ulong> meanings = stackalloc ulong[MostWords];
        var (count, at, titled) = (0, start, false);
        while (count < MostWords && at < text.Length && BeginsWithCapital(text, at, out _))
        {
            var end = EndOfWord(ref scan, at);
            if (end == at)
                break;
            if (count == 0 && !titled && Titles[text[at..end]] != 0)
            {
                titled = true;
                at = end + (scan.At(end) == '.' ? 1 : 0);
            }
            else
            {
                (starts[count], ends[count], meanings[count]) = (at, end, Vocabularies.Names[text[at..end]]);
                count++;
                at = end + (end - at == 1 && end - starts[count - 1] == 1 && scan.At(end) == '.' ? 1 : 0); // an initial
            }

            if (scan.At(at) != ' ')
                break;
            at++;
        }

        if (count == 0)
            return Math.Max(at, start + 1);

        // 2. Places, which may be of several words.
        var places = AddPlaces(ref scan, starts[..count], ends[..count]);

        // 3. People.
        var people = AddPeople(ref scan, starts[..count], ends[..count], meanings[..count], titled);
        return ends[Math.Max(Math.Max(places, people), 1) - 1];
    }

    private static int AddPlaces(ref Scan scan, scoped ReadOnlySpan<int> starts, scoped ReadOnlySpan<int> ends)
    {
        for (var words = Math.Min(3, starts.Length); words > 0; words--)
        {
            var meaning = Vocabularies.Names[scan.Text[starts[0]..ends[words - 1]]];
            if ((meaning & (Vocabularies.City | Vocabularies.Country)) == 0 || (meaning & Vocabularies.Everyday) != 0)
                continue;

            if ((meaning & Vocabularies.Country) != 0)
                scan.Add(PersonalDataEntity.Country, starts[0], ends[words - 1], 0.5f);
            if ((meaning & Vocabularies.City) != 0)
                scan.Add(PersonalDataEntity.City, starts[0], ends[words - 1], words > 1 ? 0.4f : 0.3f);
            return words;
        }

        return 0;
    }

    private static int AddPeople(
        ref Scan scan, scoped ReadOnlySpan<int> starts, scoped ReadOnlySpan<int> ends, scoped ReadOnlySpan<ulong> meanings, bool titled)
    {
        var count = starts.Length;
        var first = meanings[0];
        var isFirst = (first & Vocabularies.FirstName) != 0;
        var isEveryday = (first & Vocabularies.Everyday) != 0;

        // Everything up to the last word that may be a name, and through it the ones whose lists nobody has.
        var last = 0;
        for (var index = 1; index < count; index++)
        {
            if ((meanings[index] & Vocabularies.Everyday) != 0 && (meanings[index] & Vocabularies.LastName) == 0)
                break;
            if (index == 1 || (meanings[index] & (Vocabularies.LastName | Vocabularies.FirstName)) != 0 || ends[index - 1] - starts[index - 1] == 1)
                last = index;
        }

        if (titled && !isEveryday)
        {
            scan.Add(PersonalDataEntity.Person, starts[0], ends[last], 0.7f);
            if (last == 0)
                scan.Add(PersonalDataEntity.LastName, starts[0], ends[0], 0.5f);
            return last + 1;
        }

        if (!isFirst)
        {
            if ((first & Vocabularies.LastName) != 0 && !isEveryday)
                scan.Add(PersonalDataEntity.LastName, starts[0], ends[0], 0.2f);
            return 1;
        }

        var known = last > 0 && (meanings[last] & Vocabularies.LastName) != 0;
        if (last == 0 || (isEveryday && !known))
        {
            if (!isEveryday)
                scan.Add(PersonalDataEntity.FirstName, starts[0], ends[0], 0.4f);
            return 1;
        }

        scan.Add(PersonalDataEntity.Person, starts[0], ends[last], known && !isEveryday ? 0.75f : 0.5f);
        scan.Add(PersonalDataEntity.FirstName, starts[0], ends[0], 0.45f);
        scan.Add(PersonalDataEntity.LastName, starts[last], ends[last], 0.45f);
        return last + 1;
    }

    private static bool BeginsWithCapital(ReadOnlySpan<byte> text, int at, out int length)
    {
        length = 1;
        if (text[at] < 0x80)
            return char.IsAsciiLetterUpper((char)text[at]);
        Rune.DecodeFromUtf8(text[at..], out var rune, out length);
        return Rune.IsUpper(rune);
    }

    // Letters, with hyphens and apostrophes inside. A word with a digit in it is no name.
    private static int EndOfWord(ref Scan scan, int start)
    {
        var text = scan.Text;
        var at = start;
        while (at < text.Length && at - start <= LongestWord)
        {
            if (text[at] >= 0x80)
            {
                Rune.DecodeFromUtf8(text[at..], out var rune, out var bytes);
                if (Characters.Joins(rune))
                {
                    at += bytes;
                    continue;
                }

                break;
            }

            if (!Characters.IsLetter(text[at])
                && !(text[at] is (byte)'-' or (byte)'\'' && at + 1 < text.Length && (text[at + 1] >= 0x80 || Characters.IsLetter(text[at + 1]))))
            {
                break;
            }

            at++;
        }

        scan.Examined += at - start + 1;
        if (text[start..at].EndsWith("'s"u8))
            at -= 2;
        return at < text.Length && text[at] < 0x80 && Characters.IsWord(text[at]) ? start : at;
    }
}
