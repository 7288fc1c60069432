using Freehold.Detection.Scanning;
using Freehold.Detection.Words;
using Freehold.JobContract.Detection;

namespace Freehold.Detection.Matching;

/// <summary>
/// Streets with house numbers, by the words that streets are called: <c>12 Old Mill Road</c>, <c>Rua do Arenque 1634</c>,
/// <c>Mattenstrasse 108</c>.
/// </summary>
internal static class StreetMatcher
{
    private const int MostWords = 5;
    private const int LongestWord = 40;
    private const ulong Last = 1;
    private const ulong First = 2;

    private static readonly WordTable Words = new(
        ("street st avenue ave road rd boulevard blvd lane ln drive dr court ct square sq terrace crescent close way highway hwy parkway "
            + "place pl alley row walk grove gardens mews quay squares streets").Split(' ').Select(word => (word, Last))
        .Concat(("rua rue via viale piazza calle avenida avenue boulevard plaza paseo travessa largo chemin allée place carrer ulica ul "
            + "corso vicolo strada").Split(' ').Select(word => (word, First))));

    private static readonly byte[][] Endings =
    [
        .. new[] { "strasse", "straße", "str", "gasse", "weg", "platz", "allee", "straat", "laan", "plein", "kade", "gatan", "vägen", "gata", "veien",
            "vej", "gade", "gate", "katu", "tie", "kuja", "utca", "tér", "ulice" }.Select(ending => System.Text.Encoding.UTF8.GetBytes(ending)),
    ];

    /// <summary>Tries the street whose house number is this group of digits.</summary>
    public static void Match(ref Scan scan, int start, int end)
    {
        if (end - start > 5 || Characters.IsJoinedBefore(scan.Text, start))
            return;
        if (EndOfNameBehind(ref scan, end) is var after and > 0)
            scan.Add(PersonalDataEntity.StreetAddress, start, after, 0.6f);
        else if (!Characters.IsJoinedAfter(scan.Text, end) && StartOfNameBefore(ref scan, start) is var before and >= 0)
            scan.Add(PersonalDataEntity.StreetAddress, before, end, 0.6f);
    }

    private static int EndOfNameBehind(ref Scan scan, int number)
    {
        var (at, end) = (number, 0);
        for (var word = 0; word < MostWords && scan.At(at) == ' '; word++)
        {
            var first = at + 1;
            at = EndOfWord(ref scan, first);
            if (at == first || char.IsAsciiLetterLower((char)scan.Text[first]))
                break;
            if (word > 0 && (Words[scan.Text[first..at]] & Last) != 0)
                end = at;
        }

        return end;
    }

    private static int StartOfNameBefore(ref Scan scan, int number)
    {
        var at = number;
        for (var word = 0; word < MostWords && scan.At(at - 1) == ' '; word++)
        {
            var end = at - 1;
            at = StartOfWord(ref scan, end);
            var name = scan.Text[at..end];
            if (name.IsEmpty)
                return -1;
            if (word > 0 && (Words[name] & First) != 0)
                return at;
            if (word == 0 && HasEnding(name))
                return at;
        }

        return -1;
    }

    private static bool HasEnding(ReadOnlySpan<byte> name)
    {
        if (char.IsAsciiLetterLower((char)name[0]))
            return false;
        foreach (var ending in Endings)
        {
            if (name.Length > ending.Length + 2 && name.EndsWith(ending))
                return true;
        }

        return false;
    }

    private static int EndOfWord(ref Scan scan, int start)
    {
        var at = start;
        while (at < scan.Text.Length && at - start <= LongestWord && IsName(scan.Text[at]))
            at++;
        scan.Examined += at - start + 1;
        return at;
    }

    private static int StartOfWord(ref Scan scan, int end)
    {
        var at = end;
        while (at > 0 && end - at <= LongestWord && IsName(scan.Text[at - 1]))
            at--;
        scan.Examined += end - at + 1;
        return at;
    }

    private static bool IsName(byte character) => character >= 0x80 || Characters.IsLetter(character) || character is (byte)'\'' or (byte)'-';
}
