using System.Buffers;
using System.Globalization;
using System.Text;

namespace Freehold.Detection.Scanning;

/// <summary>What bytes of UTF-8 text are for detection. A byte of 128 or more is part of a letter: enough to see where words end.</summary>
internal static class Characters
{
    private const byte Word = 1;
    private const byte Alphanumeric = 2;
    private const byte Host = 4;
    private const byte Mailbox = 8;

    private static readonly byte[] Classes = Classify();

    /// <summary>Bytes that nearly every finding has one of.</summary>
    public static SearchValues<byte> Marks { get; } = SearchValues.Create("0123456789@.:"u8);

    /// <summary>The same and those that a name may begin with.</summary>
    public static SearchValues<byte> MarksAndCapitals { get; } = SearchValues.Create(
        [.. "0123456789@.:ABCDEFGHIJKLMNOPQRSTUVWXYZ"u8, .. Enumerable.Range(0xC3, 0xF5 - 0xC3).Select(lead => (byte)lead)]);

    /// <summary>Where a web address ends: blanks, quotes, brackets.</summary>
    public static SearchValues<byte> EndsUrl { get; } =
        SearchValues.Create([.. Enumerable.Range(0, 33).Select(control => (byte)control), .. "\"<>`{}|\\^'"u8]);

    /// <summary>Letters, digits, underscore and everything beyond ASCII.</summary>
    public static bool IsWord(byte character) => (Classes[character] & Word) != 0;

    /// <summary>Letters and digits of ASCII.</summary>
    public static bool IsAlphanumeric(byte character) => (Classes[character] & Alphanumeric) != 0;

    /// <summary>What host names are written with, but for the dots; letters beyond ASCII among them (RFC 5890).</summary>
    public static bool IsHost(byte character) => (Classes[character] & Host) != 0;

    /// <summary>What people have before the @ of their address: less than RFC 5322 allows, so that <c>user=anna@…</c> ends at the sign.</summary>
    public static bool IsMailbox(byte character) => (Classes[character] & Mailbox) != 0;

    public static bool IsDigit(byte character) => char.IsAsciiDigit((char)character);

    public static bool IsLetter(byte character) => char.IsAsciiLetter((char)character);

    /// <summary>
    /// Whether a word goes on across a place to the left: a letter with case, a digit or an underscore stands before it. Scripts
    /// without case write no blanks between words, and quotation marks beyond ASCII are no letters, so neither joins.
    /// </summary>
    public static bool IsJoinedBefore(ReadOnlySpan<byte> text, int at)
    {
        if (at == 0)
            return false;
        if (text[at - 1] < 0x80)
            return IsWord(text[at - 1]);
        Rune.DecodeLastFromUtf8(text[Math.Max(0, at - 4)..at], out var rune, out _);
        return Joins(rune);
    }

    /// <summary>Whether a word goes on across a place to the right.</summary>
    public static bool IsJoinedAfter(ReadOnlySpan<byte> text, int at)
    {
        if (at >= text.Length)
            return false;
        if (text[at] < 0x80)
            return IsWord(text[at]);
        Rune.DecodeFromUtf8(text[at..], out var rune, out _);
        return Joins(rune);
    }

    /// <summary>Whether a rune beyond ASCII is a letter with case, a mark on one, or a digit.</summary>
    public static bool Joins(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.DecimalDigitNumber;

    private static byte[] Classify()
    {
        var classes = new byte[256];
        for (var value = 0; value < 256; value++)
        {
            var letter = char.IsAsciiLetterOrDigit((char)value);
            var beyond = value >= 0x80;
            classes[value] = (byte)((letter || beyond || value == '_' ? Word : 0)
                | (letter ? Alphanumeric : 0)
                | (letter || beyond || value == '-' ? Host : 0)
                | (letter || beyond || "._%+-".Contains((char)value, StringComparison.Ordinal) ? Mailbox : 0));
        }

        return classes;
    }
}
