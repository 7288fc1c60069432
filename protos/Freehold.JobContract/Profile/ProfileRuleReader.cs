using System.Globalization;
using System.Text.RegularExpressions;
using Freehold.JobContract.Documents;
using Freehold.JobContract.Expressions;

namespace Freehold.JobContract.Profile;

/// <summary>Reads one entry of a profile's <c>spec.rules</c>. Which keys are valid depends on its rule.</summary>
internal static class ProfileRuleReader
{
    private static readonly Dictionary<string, QualityDimension?> Dimensions =
        Enum.GetValues<QualityDimension>().ToDictionary(
            dimension => dimension.ToString().ToLowerInvariant(), dimension => (QualityDimension?)dimension, StringComparer.Ordinal);

    private static readonly Dictionary<string, Func<DocumentMap, QualityCheck?>> Checks = new(StringComparer.Ordinal)
    {
        ["not_null"] = rule => new NotNullCheck(rule.Flag("blankIsNull", true)),
        ["unique"] = _ => new UniqueCheck(),
        ["range"] = RangeBounds.Read,
        ["length"] = Length,
        ["regex"] = Pattern,
        ["in_set"] = Set,
        ["reference"] = Reference,
        ["freshness"] = Freshness,
        ["expression"] = Condition,
    };

    /// <summary>Reads a rule; null when it cannot be told what it checks, which has been reported.</summary>
    public static ProfileRule? Read(DocumentMap rule)
    {
        var columns = rule.Texts("columns", 500, 256);
        if (columns.Count == 0 && rule.Take("columns") is null)
            rule.Problem("columns", "is missing: a column name, a glob such as *_id, or a list of them");

        var word = rule.RequiredText("rule", 32, "one of " + string.Join(", ", Checks.Keys));
        var make = rule.Choice<Func<DocumentMap, QualityCheck?>>("rule", Checks, _ => null);
        var (name, files) = (rule.Text("name", 100), rule.Text("files", 256));
        var dimension = rule.Choice("dimension", Dimensions, null);
        var threshold = Share(rule, "threshold");

        var check = make(rule);
        if (Checks.ContainsKey(word))
            rule.Finish();
        return check is null ? null : new()
        {
            Name = name,
            Columns = columns,
            Files = files,
            Check = check,
            Dimension = dimension ?? check.UsualDimension,
            Threshold = threshold,
        };
    }

    private static LengthCheck? Length(DocumentMap rule)
    {
        var least = rule.Number("min", 0, 1_000_000_000, 0);
        var most = rule.Number("max", 0, 1_000_000_000, -1);
        if (rule.Take("min") is null && rule.Take("max") is null)
            rule.Problem("min", "is missing: a length needs min, max or both");
        else if (most >= 0 && most < least)
            rule.Problem("max", "must not be less than min");
        return new(least, most < 0 ? null : most);
    }

    private static RegexCheck? Pattern(DocumentMap rule)
    {
        var pattern = rule.RequiredText("pattern", 1000, "a regular expression that the whole value has to match");
        try
        {
            _ = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            return new(pattern);
        }
        catch (ArgumentException)
        {
            rule.Problem("pattern", "is no regular expression");
        }
        catch (NotSupportedException)
        {
            rule.Problem("pattern", "must do without look-arounds, back-references and atomic groups");
        }

        return null;
    }

    private static InSetCheck? Set(DocumentMap rule)
    {
        var values = rule.Texts("values", 1000, 256);
        if (values.Count == 0 && rule.Take("values") is null)
            rule.Problem("values", "is missing: the list of allowed values");
        return new(values);
    }

    private static ReferenceCheck? Reference(DocumentMap rule)
    {
        var input = rule.RequiredText("input", 1024, "the address of the object with the values, such as file:///data/countries.csv");
        if (input.Length > 0 && !ObjectUri.IsValid(input, out var reason))
            rule.Problem("input", reason);
        else if (input.AsSpan().IndexOfAny('*', '?') >= 0)
            rule.Problem("input", "is one object and cannot hold * or ?");
        return new(input, rule.RequiredText("column", 256, "the column with the values"));
    }

    private static ExpressionCheck? Condition(DocumentMap rule)
    {
        if (rule.RequiredExpression("expression", ExpressionScope.Cell) is not { } expression)
            return null;
        if (!expression.UsesKey && !expression.UsesIndex && !expression.UsesEntity)
            return new(expression);

        rule.Problem("expression", "may read this, row and column.name; hashes, fakes, index and column.entity have no meaning in a profile");
        return null;
    }

    private static FreshnessCheck? Freshness(DocumentMap rule)
    {
        var text = rule.RequiredText("maxAge", 32, "a duration such as 36h or 7d");
        if (text.Length == 0)
            return null;
        if (Durations.TryParse(text, out var age))
            return new(age);

        rule.Problem("maxAge", "must be a duration such as 36h or 7d, at most 366 days");
        return null;
    }

    private static double Share(DocumentMap rule, string key)
    {
        if (rule.Text(key, 32) is not { } text)
            return 1;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1)
            return share;

        rule.Problem(key, "must be a share from 0 to 1, such as 0.99");
        return 1;
    }
}
