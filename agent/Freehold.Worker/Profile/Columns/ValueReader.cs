using System.Buffers.Text;
using Freehold.Worker.Kernels;

namespace Freehold.Worker.Profile.Columns;

/// <summary>Says what a text can be read as, and its number: of a date the seconds since 1970.</summary>
internal static class ValueReader
{
    private const int MostDigits = 18;
    private const double SecondsOfDay = 86_400;

    private static readonly double[] PowersOfTen = [.. Enumerable.Range(0, MostDigits + 1).Select(power => Math.Pow(10, power))];

    /// <summary>Reads a text that is not blank.</summary>
    /// <param name="text">In UTF-8; blanks around it do not matter.</param>
    /// <param name="number">Its number; NaN where it has none.</param>
    public static DataType Read(ReadOnlySpan<byte> text, out double number)
    {
        text = text.Trim((byte)' ');
        number = double.NaN;
        var first = text.IsEmpty ? (byte)0 : text[0];

        if (first is >= (byte)'0' and <= (byte)'9' or (byte)'-' or (byte)'.')
        {
            if (TryNumber(text, out number, out var type))
                return type;
            return first is >= (byte)'0' and <= (byte)'9' ? ReadDate(text, out number) : NotFinite(text);
        }

        return (first | 0x20) switch
        {
            't' or 'f' or 'y' or 'n' or 'i' when text.Length <= 5 => ReadWord(text),
            _ => DataType.Text,
        };
    }

    private static bool TryNumber(ReadOnlySpan<byte> text, out double number, out DataType type)
    {
        number = double.NaN;
        type = DataType.Text;

        // 1. Digits before the point.
        var at = text[0] == '-' ? 1 : 0;
        var begin = at;
        long mantissa = 0;
        while (at < text.Length && (uint)(text[at] - '0') <= 9 && at - begin < MostDigits)
            mantissa = (mantissa * 10) + (text[at++] - '0');
        var whole = at - begin;
        if (whole > 1 && text[begin] == '0')
            return false; // 007

        if (at == text.Length)
        {
            type = DataType.Integer;
            number = text[0] == '-' ? -mantissa : mantissa;
            return whole > 0;
        }

        // 2. Digits after it.
        if (text[at] == '.')
        {
            var point = ++at;
            while (at < text.Length && (uint)(text[at] - '0') <= 9 && whole + at - point < MostDigits)
                mantissa = (mantissa * 10) + (text[at++] - '0');
            if (at == text.Length && at > point)
            {
                type = DataType.Decimal;
                number = mantissa / PowersOfTen[at - point];
                number = text[0] == '-' ? -number : number;
                return true;
            }
        }

        // 3. An exponent, or more digits than a decimal is read exactly with. Twenty digits without either are no number.
        if (text.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0 || text[^1] is (byte)'.'
            || !Utf8Parser.TryParse(text, out number, out var used) || used != text.Length)
            return false;

        type = DataType.Decimal;
        return double.IsFinite(number);
    }

    private static DataType ReadDate(ReadOnlySpan<byte> text, out double number)
    {
        number = double.NaN;
        if (text.Length < 8 || !DateText.TryParse(text, out var date) || date.Separator == 0)
            return DataType.Text;

        number = (date.Date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber) * SecondsOfDay;
        if (date.Length == text.Length)
            return DataType.Date;

        number += DayTime.SecondsOf(text[(date.Length + 1)..]);
        return DataType.Timestamp;
    }

    private static DataType ReadWord(ReadOnlySpan<byte> text) =>
        Is(text, "true"u8) || Is(text, "false"u8) || Is(text, "yes"u8) || Is(text, "no"u8) ? DataType.Boolean : NotFinite(text);

    // As pandas and the engine write them.
    private static DataType NotFinite(ReadOnlySpan<byte> text) =>
        Is(text, "nan"u8) || Is(text, "inf"u8) || Is(text, "-inf"u8) ? DataType.Decimal : DataType.Text;

    private static bool Is(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) => System.Text.Ascii.EqualsIgnoreCase(text, word);
}
