using System.Buffers;
using System.Text;

namespace Freehold.Worker.Profile.Columns;

/// <summary>
/// The form of a text: letters of any script become <c>a</c>, digits <c>9</c>, the rest stays. Forms are cut at 32 bytes.
/// </summary>
internal static class PatternText
{
    /// <summary>Most bytes of a form.</summary>
    public const int Longest = 32;

    private static readonly byte[] OfAscii = [.. Enumerable.Range(0, 128).Select(code =>
        char.IsAsciiLetter((char)code) ? (byte)'a' : char.IsAsciiDigit((char)code) ? (byte)'9' : (byte)code)];

    /// <summary>Writes the form.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="form">At least <see cref="Longest"/> bytes.</param>
    /// <param name="characters">Characters of the text, not of the form.</param>
    /// <returns>The number of bytes of the form.</returns>
    public static int Write(ReadOnlySpan<byte> text, Span<byte> form, out int characters)
    {
        if (!Ascii.IsValid(text))
            return WriteRunes(text, form, out characters);

        characters = text.Length;
        var length = Math.Min(text.Length, Longest);
        for (var at = 0; at < length; at++)
            form[at] = OfAscii[text[at]];
        return length;
    }

    private static int WriteRunes(ReadOnlySpan<byte> text, Span<byte> form, out int characters)
    {
        characters = 0;
        var length = 0;
        while (Rune.DecodeFromUtf8(text, out var rune, out var used) is OperationStatus.Done)
        {
            text = text[used..];
            characters++;

            var shown = Rune.IsLetter(rune) ? new Rune('a') : Rune.IsDigit(rune) ? new Rune('9') : rune;
            if (length + shown.Utf8SequenceLength <= Longest)
                length += shown.EncodeToUtf8(form[length..]);
        }

        return length;
    }
}
