using System.Globalization;

namespace k8s.Models;

/// <summary>A number with a suffix, such as <c>1500m</c> or <c>4Gi</c>; it keeps its text.</summary>
/// <remarks>The package writes the canonical form instead: of texts that we write ourselves it makes the same ones.</remarks>
[JsonConverter(typeof(ResourceQuantityJsonConverter))]
public class ResourceQuantity
{
    private static readonly (string Suffix, decimal Factor)[] Suffixes =
    [
        ("Ki", 1024m), ("Mi", 1024m * 1024), ("Gi", 1024m * 1024 * 1024), ("Ti", 1024m * 1024 * 1024 * 1024),
        ("Pi", 1024m * 1024 * 1024 * 1024 * 1024), ("n", 1e-9m), ("u", 1e-6m), ("m", 1e-3m),
        ("k", 1e3m), ("M", 1e6m), ("G", 1e9m), ("T", 1e12m), ("P", 1e15m),
    ];

    private readonly string _text;
    private readonly decimal _value;

    public ResourceQuantity(string v)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(v);
        _text = v;
        _value = Parse(v);
    }

    public static implicit operator ResourceQuantity(string v) => new(v);

    public static implicit operator decimal(ResourceQuantity v) => v.ToDecimal();

    public decimal ToDecimal() => _value;

    public override string ToString() => _text;

    private static decimal Parse(string text)
    {
        foreach (var (suffix, factor) in Suffixes)
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal))
                return Number(text[..^suffix.Length]) * factor;
        }

        return Number(text);
    }

    private static decimal Number(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException("not a quantity");
}
