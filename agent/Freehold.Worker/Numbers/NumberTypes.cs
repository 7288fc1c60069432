using System.Globalization;

namespace Freehold.Worker.Numbers;

/// <summary>The engine's types of numbers.</summary>
internal static class NumberTypes
{
    private const decimal Whole38 = decimal.MaxValue; // types of 128 bits hold more than we compute with

    /// <summary>What a type holds, as far as <see cref="decimal"/> goes; null when it is none of numbers.</summary>
    public static NumberRange? RangeOf(string sqlType) => sqlType switch
    {
        "TINYINT" => new(sbyte.MinValue, sbyte.MaxValue),
        "SMALLINT" => new(short.MinValue, short.MaxValue),
        "INTEGER" => new(int.MinValue, int.MaxValue),
        "BIGINT" => new(long.MinValue, long.MaxValue),
        "UTINYINT" => new(0, byte.MaxValue),
        "USMALLINT" => new(0, ushort.MaxValue),
        "UINTEGER" => new(0, uint.MaxValue),
        "UBIGINT" => new(0, ulong.MaxValue),
        "UHUGEINT" => new(0, Whole38),
        "HUGEINT" or "FLOAT" or "DOUBLE" => new(-Whole38, Whole38),
        _ => Decimal(sqlType) is { } type ? RangeOf(type.Width, type.Scale) : null,
    };

    /// <summary>Decimals of a type of numbers: 0 of whole numbers, null of floating ones.</summary>
    public static int? DecimalsOf(string sqlType) => sqlType is "FLOAT" or "DOUBLE" ? null : Decimal(sqlType)?.Scale ?? 0;

    private static NumberRange RangeOf(int width, int scale)
    {
        // 28 digits are what decimal holds in any case.
        var most = 1m;
        for (var digit = 0; digit < Math.Min(width, 28) - Math.Min(scale, 27); digit++)
            most *= 10;
        var least = 1m;
        for (var digit = 0; digit < Math.Min(scale, 27); digit++)
            least /= 10;
        return new(least - most, most - least);
    }

    private static (int Width, int Scale)? Decimal(string sqlType)
    {
        if (!sqlType.StartsWith("DECIMAL(", StringComparison.Ordinal))
            return null;

        var parts = sqlType["DECIMAL(".Length..^1].Split(',');
        return (int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
