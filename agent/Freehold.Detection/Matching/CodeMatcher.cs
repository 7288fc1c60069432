using Freehold.Detection.Checksums;
using Freehold.Detection.Scanning;
using static Freehold.JobContract.Detection.PersonalDataEntity;

namespace Freehold.Detection.Matching;

/// <summary>Numbers with letters in them: one word of letters and digits, told apart by its length and the places of its digits.</summary>
internal static class CodeMatcher
{
    private const int Longest = 16;

    /// <summary>Tries a whole word.</summary>
    public static void Match(ref Scan scan, int start, int end)
    {
        var length = end - start;
        if (length is < 8 or > Longest)
            return;

        // Which places are digits, the first in the highest bit: a form is one comparison.
        var word = scan.Text[start..end];
        var digits = 0u;
        foreach (var character in word)
            digits = (digits << 1) | (Characters.IsDigit(character) ? 1u : 0);
        scan.Examined += length;

        switch (length, digits)
        {
            case (8, 0b0011_1111) when LetteredNumbers.IsNino(word[0], word[1]):
                scan.Add(UkNino, start, end, 0.3f);
                break;
            case (9, 0b0_0111_1110) when LetteredNumbers.IsNino(word[0], word[1]) && IsAnyOf(word[8], "ABCD"u8):
                scan.Add(UkNino, start, end, 0.5f);
                break;
            case (9, 0b1_1111_1110) when LetteredNumbers.IsNif(word):
                scan.Add(EsNif, start, end, 0.5f, Evidence.Check);
                break;
            case (9, 0b0_1111_1110) when IsAnyOf(word[0], "XYZ"u8) && LetteredNumbers.IsNie(word):
                scan.Add(EsNie, start, end, 0.5f, Evidence.Check);
                break;
            case (9, 0b0_1111_1110) when IsAnyOf(word[0], "STFGM"u8) && LetteredNumbers.IsNric(word):
                scan.Add(SgNric, start, end, 0.5f, Evidence.Check);
                break;
            case (9, 0b0_1111_1111):
                scan.Add(UsPassport, start, end, 0.1f);
                break;
            case (10, 0b00_0001_1110) when IsAnyOf(word[3], "ABCFGHJLPT"u8):
                scan.Add(InPan, start, end, IsAnyOf(word[3], "P"u8) ? 0.6f : 0.4f);
                break;
            case (15, 0b111_1110_1111_1111):
                MatchCorsican(ref scan, start, end);
                break;
            case (16, _) when IsFiscalCode(word, digits):
                scan.Add(ItFiscalCode, start, end, 0.5f, Evidence.Check);
                break;
        }
    }

    /// <summary>Tries eight digits with a hyphen before their letter, as a NIF is often written.</summary>
    public static void MatchHyphenated(ref Scan scan, int start, int end)
    {
        if (end - start != 8 || scan.At(end) != '-' || !Characters.IsLetter(scan.At(end + 1)) || Characters.IsJoinedAfter(scan.Text, end + 2))
            return;

        Span<byte> word = stackalloc byte[9];
        scan.Text[start..end].CopyTo(word);
        word[8] = scan.Text[end + 1];
        if (LetteredNumbers.IsNif(word))
            scan.Add(EsNif, start, end + 2, 0.5f, Evidence.Check);
    }

    /// <summary>Tries <c>AB 12 34 56 C</c> at its first pair of digits.</summary>
    public static void MatchSpacedNino(ref Scan scan, int pair)
    {
        const int Length = 13;
        var start = pair - 3;
        if (start < 0 || start + Length > scan.Text.Length || Characters.IsJoinedBefore(scan.Text, start))
            return;

        var word = scan.Text.Slice(start, Length);
        for (var index = 0; index < Length; index++)
        {
            var fits = index switch
            {
                0 or 1 => Characters.IsLetter(word[index]),
                2 or 5 or 8 or 11 => word[index] == ' ',
                12 => IsAnyOf(word[index], "ABCD"u8),
                _ => Characters.IsDigit(word[index]),
            };
            if (!fits)
                return;
        }

        if (LetteredNumbers.IsNino(word[0], word[1]) && !Characters.IsJoinedAfter(scan.Text, start + Length))
            scan.Add(UkNino, start, start + Length, 0.6f);
    }

    /// <summary>Tries a British postcode (Royal Mail): <c>SW1A 1AA</c>, from its first word on.</summary>
    public static void MatchPostcode(ref Scan scan, int start, int end)
    {
        var text = scan.Text;
        var length = end - start;
        var inward = end - 3;
        if (length is >= 2 and <= 4 && scan.At(end) == ' ')
            (inward, end) = (end + 1, end + 4);
        else if (length is < 5 or > 7)
            return;
        if (end > text.Length || Characters.IsJoinedAfter(text, end))
            return;

        var outward = text[start..(text[inward - 1] == ' ' ? inward - 1 : inward)];
        var letters = outward.IndexOfAnyInRange((byte)'0', (byte)'9');
        var fits = letters is 1 or 2 && outward.Length - letters <= 2 && char.IsAsciiLetterUpper((char)outward[0])
            && (outward.Length - letters == 1 || Characters.IsAlphanumeric(outward[^1]))
            && Characters.IsDigit(text[inward]) && char.IsAsciiLetterUpper((char)text[inward + 1]) && char.IsAsciiLetterUpper((char)text[inward + 2]);
        if (fits)
            scan.Add(Postcode, start, end, 0.4f);
    }

    // 2A and 2B stand for 19 and 18 when the key is computed (INSEE).
    private static void MatchCorsican(ref Scan scan, int start, int end)
    {
        Span<byte> digits = stackalloc byte[15];
        scan.Text[start..end].CopyTo(digits);
        if (digits[5] != '2' || !IsAnyOf(digits[6], "AB"u8))
            return;

        (digits[5], digits[6]) = ((byte)'1', (byte)(IsAnyOf(digits[6], "A"u8) ? '9' : '8'));
        if (EuropeanNumbers.IsNir(digits))
            scan.Add(FrNir, start, end, 0.5f, Evidence.Check);
    }

    // Letters where letters must be; digits, or the letters that stand for them, elsewhere.
    private static bool IsFiscalCode(ReadOnlySpan<byte> word, uint digits)
    {
        const uint Letters = 0b1111_1100_1001_0001;
        if ((digits & Letters) != 0 || !IsAnyOf(word[8], "ABCDEHLMPRST"u8))
            return false;
        for (var index = 0; index < 15; index++)
        {
            if ((Letters >> (15 - index) & 1) == 0 && !Characters.IsDigit(word[index]) && !IsAnyOf(word[index], "LMNPQRSTUV"u8))
                return false;
        }

        return LetteredNumbers.IsFiscalCode(word);
    }

    private static bool IsAnyOf(byte letter, ReadOnlySpan<byte> capitals) =>
        Characters.IsLetter(letter) && capitals.Contains((byte)(letter & ~0x20));
}
