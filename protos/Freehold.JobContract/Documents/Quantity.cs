using System.Globalization;

namespace Freehold.JobContract.Documents;

/// <summary>Kubernetes quantities as job documents have them.</summary>
public static class Quantity
{
    /// <summary>Reads <c>1500m</c>, <c>2</c>, <c>4Gi</c>.</summary>
    /// <exception cref="FormatException">It is none; the reader of documents lets only quantities through.</exception>
    public static double Of(string text)
    {
        var digits = text.AsSpan().TrimEnd("mkKMGTi");
        var number = double.Parse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        return number * text[digits.Length..] switch
        {
            "m" => 0.001,
            "k" => 1e3,
            "M" => 1e6,
            "G" => 1e9,
            "T" => 1e12,
            "Ki" => 1L << 10,
            "Mi" => 1L << 20,
            "Gi" => 1L << 30,
            "Ti" => 1L << 40,
            _ => 1,
        };
    }
}
