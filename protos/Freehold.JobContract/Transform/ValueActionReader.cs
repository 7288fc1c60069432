using System.Globalization;
using Freehold.JobContract.Documents;

namespace Freehold.JobContract.Transform;

/// <summary>Reads the actions that compute a value: replace, truncate, bucket, noise.</summary>
internal static class ValueActionReader
{
    private static readonly Dictionary<string, InvalidValues> Invalid = new(StringComparer.Ordinal)
    {
        ["fail"] = InvalidValues.Fail,
        ["empty"] = InvalidValues.Empty,
    };

    private static readonly Dictionary<string, DatePart?> Parts = new(StringComparer.Ordinal)
    {
        ["year"] = DatePart.Year,
        ["month"] = DatePart.Month,
        ["day"] = DatePart.Day,
    };

    private static readonly Dictionary<string, DatePeriod?> Periods = new(StringComparer.Ordinal)
    {
        ["week"] = DatePeriod.Week,
        ["month"] = DatePeriod.Month,
        ["quarter"] = DatePeriod.Quarter,
        ["year"] = DatePeriod.Year,
    };

    private static readonly Dictionary<string, BucketLabel> Labels = new(StringComparer.Ordinal)
    {
        ["range"] = BucketLabel.Range,
        ["lower"] = BucketLabel.Lower,
    };

    private static readonly Dictionary<string, NoiseDistribution> Distributions = new(StringComparer.Ordinal)
    {
        ["uniform"] = NoiseDistribution.Uniform,
        ["laplace"] = NoiseDistribution.Laplace,
        ["gaussian"] = NoiseDistribution.Gaussian,
    };

    private static readonly Dictionary<string, NoiseSource> Sources = new(StringComparer.Ordinal)
    {
        ["value"] = NoiseSource.Value,
        ["row"] = NoiseSource.Row,
    };

    public static InvalidValues OnInvalid(DocumentMap rule) => rule.Choice("onInvalid", Invalid, InvalidValues.Fail);

    public static ReplaceAction Replace(DocumentMap rule)
    {
        var with = rule.Text("with", 1000);
        var map = rule.Map("map")?.AllTexts(10_000, 1000) ?? new Dictionary<string, string>(StringComparer.Ordinal);
        var otherwise = rule.Text("otherwise", 1000);

        if ((with is null) == (map.Count == 0))
            rule.Problem("with", "either with (one value for all) or map ({from: to}) is needed");
        else if (otherwise is not null && map.Count == 0)
            rule.Problem("otherwise", "has a meaning only beside map");
        return new(with, map, otherwise);
    }

    public static TruncateAction Truncate(DocumentMap rule)
    {
        int? length = rule.Take("length") is null ? null : rule.Number("length", 1, 100_000, 1);
        var date = rule.Choice("to", Parts, null);
        int? decimals = rule.Take("decimals") is null ? null : rule.Number("decimals", 0, 20, 0);
        var multiple = rule.Decimal("multiple");

        RequireOne(rule, "length", "length (of texts), to (of dates), decimals or multiple (of numbers)", length, date, decimals, multiple);
        RequirePositive(rule, "multiple", multiple);
        return new(length, date, decimals, multiple, OnInvalid(rule));
    }

    public static BucketAction Bucket(DocumentMap rule)
    {
        var width = rule.Decimal("width");
        var edges = Edges(rule);
        var period = rule.Choice("period", Periods, null);
        var from = rule.Decimal("from") ?? 0;

        RequireOne(rule, "width", "width or edges (of numbers), or period (of dates)", width, edges.Count == 0 ? null : edges, period);
        RequirePositive(rule, "width", width);
        return new(width, edges, period, from, rule.Choice("label", Labels, BucketLabel.Range), OnInvalid(rule));
    }

    public static NoiseAction Noise(DocumentMap rule)
    {
        var scale = rule.Decimal("scale");
        if (scale is null && rule.Take("scale") is null)
            rule.Problem("scale", "is missing: how far the noise reaches, in the column's unit");
        RequirePositive(rule, "scale", scale);

        var (least, most) = (rule.Decimal("min"), rule.Decimal("max"));
        if (least > most)
            rule.Problem("max", "must not be below min");

        return new(
            rule.Choice("distribution", Distributions, NoiseDistribution.Uniform), scale ?? 1, rule.Choice("by", Sources, NoiseSource.Value),
            least, most, rule.Text("domain", 64) ?? "default", OnInvalid(rule))
        { Normalise = Normalisation.None };
    }

    private static List<decimal> Edges(DocumentMap rule)
    {
        var edges = new List<decimal>();
        foreach (var text in rule.Texts("edges", 1000, 40))
        {
            if (decimal.TryParse(text, DocumentMap.DecimalStyle, CultureInfo.InvariantCulture, out var edge) && (edges.Count == 0 || edge > edges[^1]))
                edges.Add(edge);
            else
                rule.Problem("edges", "must be a list of rising numbers");
        }

        return edges;
    }

    private static void RequireOne(DocumentMap rule, string key, string which, params object?[] given)
    {
        if (given.Count(one => one is not null) != 1)
            rule.Problem(key, $"exactly one is needed of {which}");
    }

    private static void RequirePositive(DocumentMap rule, string key, decimal? number)
    {
        if (number <= 0)
            rule.Problem(key, "must be above 0");
    }
}
