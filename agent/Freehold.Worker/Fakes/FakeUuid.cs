namespace Freehold.Worker.Fakes;

/// <summary>UUIDs of version 4, with capitals, braces and hyphens as the original has them.</summary>
internal static class FakeUuid
{
    /// <summary>Digits of a UUID.</summary>
    public const int Digits = 32;

    private const int VersionPlace = 12;
    private const int VariantPlace = 16;

    /// <summary>Adds one.</summary>
    public static void Add(FakeText fake, ReadOnlySpan<byte> original, ref FakeDice dice)
    {
        Span<ushort> digits = stackalloc ushort[Digits];
        for (var place = 0; place < Digits; place++)
            digits[place] = (ushort)dice.Roll(16);
        digits[VersionPlace] = 4;
        digits[VariantPlace] = (ushort)(8 | (digits[VariantPlace] & 3));
        Write(fake, original, digits);
    }

    /// <summary>Reads a UUID: its 32 digits.</summary>
    /// <returns>False when the text is none.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, Span<ushort> digits)
    {
        var count = 0;
        foreach (var character in text)
        {
            if (char.IsAsciiHexDigit((char)character))
            {
                if (count == Digits)
                    return false;
                digits[count++] = (ushort)(character <= '9' ? character - '0' : (character | 0x20) - 'a' + 10);
            }
            else if (character is not ((byte)'-' or (byte)'{' or (byte)'}'))
            {
                return false;
            }
        }

        return count == Digits;
    }

    /// <summary>Writes digits as the original is written, or as RFC 9562 does where that is no UUID.</summary>
    public static void Write(FakeText fake, ReadOnlySpan<byte> original, ReadOnlySpan<ushort> digits)
    {
        Span<ushort> ignored = stackalloc ushort[Digits];
        var form = TryRead(original, ignored) ? original : "00000000-0000-0000-0000-000000000000"u8;
        var hex = original.IndexOfAnyInRange((byte)'A', (byte)'F') >= 0 ? "0123456789ABCDEF"u8 : "0123456789abcdef"u8;

        var next = 0;
        foreach (var character in form)
            fake.Add(char.IsAsciiHexDigit((char)character) ? hex[digits[next++]] : character);
    }

    /// <summary>Whether a place is one of the digits that say what kind of UUID it is.</summary>
    public static bool IsFixed(int place) => place is VersionPlace or VariantPlace;
}
