using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Freehold.Worker.Numbers;

/// <summary>A number as it is written: <c>-12.50</c>, <c>1e3</c>. At most 28 digits, as <see cref="decimal"/> has them.</summary>
/// <param name="Value">The number.</param>
/// <param name="Decimals">Digits behind its point.</param>
internal readonly record struct NumberText(decimal Value, int Decimals)
{
    private const int Longest = 64;
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent
        | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    /// <summary>Reads a whole text as a number.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out NumberText number)
    {
        number = default;
        if (text.Length > Longest || !decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out var value))
            return false;

        number = new(value, value.Scale);
        return true;
    }

    /// <summary>Writes a number with so many decimals.</summary>
    /// <returns>The number of bytes.</returns>
    public static int Write(decimal number, int decimals, Span<byte> target)
    {
        var rounded = Math.Round(number, decimals, MidpointRounding.AwayFromZero);
        Utf8Formatter.TryFormat(rounded, target, out var length, new('F', (byte)decimals));
        return length;
    }

    /// <summary>Writes a number with as many decimals as it needs.</summary>
    public static string Plain(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);

    /// <summary>The same in UTF-8.</summary>
    public static byte[] PlainUtf8(decimal number) => Encoding.ASCII.GetBytes(Plain(number));
}
