using System.Globalization;
using Freehold.JobContract.Profile;
using Freehold.Worker.Profile.Columns;
using Freehold.Worker.Profile.Sketches;

namespace Freehold.Worker.Profile.Report;

/// <summary>Says what is known about a column in words and numbers that people can be shown.</summary>
internal sealed class ColumnReports(ProfileSpec spec)
{
    // What occurs less often may be the trace of a person.
    private const long LeastShown = 10;
    private const int MostPatterns = 10;

    private static readonly double[] Shares = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];

    private static readonly (long From, long? To)[] Groups = [(1, 1), (2, 2), (3, 10), (11, 100), (101, 1000), (1001, null)];

    public ColumnReport Of(ColumnFacts column)
    {
        var type = ColumnTypes.Of(column);
        var (mostly, mostlyShare) = ColumnTypes.MostlyOf(column);
        var shown = mostly ?? type;
        var values = column.Rows - column.Nulls;
        var distinct = DistinctOf(column, values);
        var unique = Math.Min(distinct, column.Values.Once(values));
        var rules = column.Checks.Select(check => RuleReports.Of(spec.Rules[check.Rule], check, column)).ToList();

        return new()
        {
            Name = column.Name,
            Type = type,
            MostlyType = mostly,
            MostlyShare = mostlyShare,
            Entity = column.Kind.Entity.Length == 0 ? null : column.Kind.Entity,
            EntityConfidence = column.Kind.Entity.Length == 0 ? null : Math.Round(column.Kind.Confidence, 3),
            IsPersonal = column.Kind.IsPersonal,
            Rows = column.Rows,
            Nulls = column.Nulls,
            Blanks = column.Blanks,
            Distinct = distinct,
            Unique = unique,
            NonUnique = distinct - unique,
            Duplicates = values - distinct,
            DistinctIsExact = column.Values.RepeatsAreExact,
            FrequencyGroups = GroupsOf(column),
            Length = values == 0 ? null : new(column.Shortest, column.Longest, Math.Round(column.Characters / (double)values, 2)),
            Numbers = column.Numbers is { } numbers && (shown is "integer" or "decimal") ? NumbersOf(numbers, shown is "integer") : null,
            Dates = column.Times is { } times && (shown is "date" or "timestamp") ? DatesOf(times, shown is "date") : null,
            Patterns = Counted(column.Forms, MostPatterns),
            TopValues = column.Kind.IsPersonal ? [] : Counted(column.Values.Frequent, spec.TopValues),
            Rules = rules,
            Quality = QualityScores.Of(rules),
        };
    }

    // Where a fair sample of the values holds no repeat and the estimate agrees, every value is another.
    private static long DistinctOf(ColumnFacts column, long values)
    {
        var distinct = Math.Min(values, column.Values.Distinct());
        return !column.Values.RepeatsAreExact && column.Values.NoneRepeats() && distinct > 0.95 * values ? values : distinct;
    }

    private static List<FrequencyGroup> GroupsOf(ColumnFacts column)
    {
        var sample = column.Values.Sample();
        return
        [
            .. Groups
                .Select(group => new FrequencyGroup(
                    group.From, group.To, sample.CountBetween(group.From, group.To ?? long.MaxValue) << sample.Level))
                .Where(group => group.Values > 0),
        ];
    }

    private NumberReport NumbersOf(NumberStatistics numbers, bool whole)
    {
        var moments = numbers.Moments;
        var quantiles = numbers.Quantiles.Quantiles(Shares);
        return new()
        {
            Count = moments.Count,
            Mean = moments.Mean,
            Deviation = moments.Deviation,
            Least = moments.Least,
            Most = moments.Most,
            Quantiles = Shares.Zip(quantiles).ToDictionary(pair => Key(pair.First), pair => pair.Second, StringComparer.Ordinal),
            Histogram = HistogramOf(numbers, whole),
        };
    }

    private DateReport DatesOf(NumberStatistics times, bool days)
    {
        var moments = times.Moments;
        var quantiles = times.Quantiles.Quantiles(Shares);
        return new()
        {
            Count = moments.Count,
            Least = DateOf(moments.Least, days),
            Most = DateOf(moments.Most, days),
            Quantiles = Shares.Zip(quantiles).ToDictionary(pair => Key(pair.First), pair => DateOf(pair.Second, days), StringComparer.Ordinal),
            Histogram = HistogramOf(times, whole: false),
        };
    }

    // Whole numbers have bins of whole width as long as there are fewer numbers than bins.
    private HistogramReport HistogramOf(NumberStatistics numbers, bool whole)
    {
        var (least, most) = (numbers.Moments.Least, numbers.Moments.Most);
        var end = whole ? most + 1 : most;
        var bins = least == most ? 1 : whole && end - least < spec.Histogram ? (int)(end - least) : spec.Histogram;
        var edges = Enumerable.Range(0, bins + 1).Select(edge => least + (edge * ((end - least) / bins))).ToList();
        return new(edges, numbers.Histogram.Cut(least, end, bins));
    }

    private static List<CountedText> Counted(FrequentValues values, int most) =>
    [
        .. values.Top(most, LeastShown)
            .Select(value => new CountedText(value.Text, value.Count, values.IsExact ? null : value.Count + values.MostMissed)),
    ];

    private static string Key(double share) => share.ToString(CultureInfo.InvariantCulture);

    private static string DateOf(double seconds, bool days) => DateTime.UnixEpoch.AddSeconds(seconds)
        .ToString(days ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
