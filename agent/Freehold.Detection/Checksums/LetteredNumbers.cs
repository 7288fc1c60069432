namespace Freehold.Detection.Checksums;

/// <summary>National numbers with letters in them. All take upper and lower case.</summary>
internal static class LetteredNumbers
{
    private static ReadOnlySpan<byte> SpanishLetters => "TRWAGMYFPDXBNJZSQVHLCKE"u8;

    /// <summary>NIF (Ministerio del Interior): eight digits and the letter of their remainder by 23.</summary>
    public static bool IsNif(ReadOnlySpan<byte> text) => IsSpanish(WeightedSum.Number(text[..8]), text[8]);

    /// <summary>NIE: X, Y or Z stand for 0, 1 and 2 before seven digits; the letter as for a NIF.</summary>
    public static bool IsNie(ReadOnlySpan<byte> text) =>
        IsSpanish(((Upper(text[0]) - 'X') * 10_000_000L) + WeightedSum.Number(text[1..8]), text[8]);

    /// <summary>
    /// Codice fiscale (Decreto ministeriale 23 December 1976): fifteen characters, odd places valued by a table, even ones plainly;
    /// the sum modulo 26 is the last letter. Digits may be replaced by letters where two people would share a code (omocodia).
    /// </summary>
    public static bool IsFiscalCode(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
        var sum = 0;
        for (var index = 0; index < 15; index++)
        {
            var value = char.IsAsciiDigit((char)text[index]) ? text[index] - '0' : Upper(text[index]) - 'A';
            sum += index % 2 == 0 ? odd[value] : value;
        }

        return sum % 26 == Upper(text[15]) - 'A';
    }

    /// <summary>
    /// NRIC and FIN (Immigration and Checkpoints Authority of Singapore; the weights are common knowledge, not published): 2 7 6 5 4 3
    /// 2, plus 4 for T and G, 3 for M; a letter by the remainder by 11.
    /// </summary>
    public static bool IsNric(ReadOnlySpan<byte> text)
    {
        var series = Upper(text[0]);
        var offset = series switch { (byte)'T' or (byte)'G' => 4, (byte)'M' => 3, _ => 0 };
        var rest = (WeightedSum.Of(text[1..8], [2, 7, 6, 5, 4, 3, 2]) + offset) % 11;
        var letters = series switch
        {
            (byte)'S' or (byte)'T' => "JZIHGFEDCBA"u8,
            (byte)'F' or (byte)'G' => "XWUTRQPNMLK"u8,
            _ => "XWUTRQPNJLK"u8,
        };
        return letters[rest] == Upper(text[8]);
    }

    /// <summary>
    /// National insurance number (HMRC NIM39110): two letters, none of D F I Q U V, the second no O, some pairs never issued; six
    /// digits; A to D. Without the last letter it is told apart by its form alone.
    /// </summary>
    public static bool IsNino(byte first, byte second)
    {
        var (one, two) = (Upper(first), Upper(second));
        ReadOnlySpan<byte> pair = [one, two];
        return !"DFIQUV"u8.Contains(one) && !"DFIQUVO"u8.Contains(two) && !(pair.SequenceEqual("BG"u8) || pair.SequenceEqual("GB"u8)
            || pair.SequenceEqual("KN"u8) || pair.SequenceEqual("NK"u8) || pair.SequenceEqual("NT"u8) || pair.SequenceEqual("TN"u8)
            || pair.SequenceEqual("ZZ"u8));
    }

    private static bool IsSpanish(long number, byte letter) => SpanishLetters[(int)(number % 23)] == Upper(letter);

    private static byte Upper(byte letter) => (byte)(letter & ~0x20);
}
