using System.Globalization;
using Freehold.JobContract.Profile;
using Freehold.Worker.Profile.Checks;
using Freehold.Worker.Profile.Columns;

namespace Freehold.Worker.Profile.Report;

/// <summary>Decides what became of a rule on a column.</summary>
internal static class RuleReports
{
    public static RuleReport Of(ProfileRule rule, ColumnCheck check, ColumnFacts column)
    {
        var (passed, failed, exact) = Counts(rule.Check, check, column);
        var share = passed + failed == 0 ? 1 : passed / (double)(passed + failed);
        return new()
        {
            Name = rule.Name ?? Words(rule.Check),
            Rule = rule.Check.Word,
            Dimension = rule.Dimension.ToString().ToLowerInvariant(),
            Passed = passed,
            Failed = failed,
            IsExact = exact,
            Share = share,
            Threshold = rule.Threshold,
            IsKept = share >= rule.Threshold,
        };
    }

    private static (long Passed, long Failed, bool IsExact) Counts(QualityCheck kind, ColumnCheck check, ColumnFacts column)
    {
        var values = column.Rows - column.Nulls;
        switch (kind)
        {
            case NotNullCheck { BlankIsNull: var blankIsNull }:
                var missing = column.Nulls + (blankIsNull ? column.Blanks : 0);
                return (column.Rows - missing, missing, true);
            case UniqueCheck:
                var once = column.Values.Once(values);
                return (once, values - once, column.Values.RepeatsAreExact);
            case FreshnessCheck:
                return check.Passed > 0 ? (1, 0, true) : (0, 1, true); // the newest of all files counts
            default:
                return (check.Passed, check.Failed, true);
        }
    }

    private static string Words(QualityCheck check) => check switch
    {
        NotNullCheck => "has a value",
        UniqueCheck => "occurs once",
        RangeCheck range => $"lies between {Bound(range.Least, range)} and {Bound(range.Most, range)}",
        LengthCheck length => string.Create(CultureInfo.InvariantCulture, $"has {length.Least} to {(length.Most is { } most ? $"{most}" : "any number of")} characters"),
        RegexCheck regex => $"matches {regex.Pattern}",
        ExpressionCheck expression => expression.Expression.Text,
        InSetCheck set => string.Create(CultureInfo.InvariantCulture, $"is one of {set.Values.Count} values"),
        ReferenceCheck reference => $"occurs in {reference.Column} of {reference.Input}",
        FreshnessCheck fresh => string.Create(CultureInfo.InvariantCulture, $"newest is at most {fresh.MaxAge.TotalHours:0.#} h old"),
        _ => check.Word,
    };

    private static string Bound(double? bound, RangeCheck range) => bound switch
    {
        null => "any",
        { } date when range.Dates => DateTime.UnixEpoch.AddSeconds(date).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        { } number => number.ToString(CultureInfo.InvariantCulture),
    };
}
