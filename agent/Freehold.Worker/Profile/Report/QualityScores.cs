namespace Freehold.Worker.Profile.Report;

/// <summary>
/// Quality from 0 to 1: in each dimension the share of checked values that passed its rules, and the mean of the dimensions that have
/// any.
/// </summary>
internal sealed record QualityScores
{
    public required double Overall { get; init; }

    public double? Validity { get; init; }

    public double? Uniqueness { get; init; }

    public double? Completeness { get; init; }

    public double? Accuracy { get; init; }

    /// <summary>The scores of some rules; null when there is none.</summary>
    public static QualityScores? Of(IReadOnlyList<RuleReport> rules)
    {
        if (rules.Count == 0)
            return null;

        var scores = rules.GroupBy(rule => rule.Dimension, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, ShareOf, StringComparer.Ordinal);
        return new()
        {
            Overall = scores.Values.Average(),
            Validity = Score("validity"),
            Uniqueness = Score("uniqueness"),
            Completeness = Score("completeness"),
            Accuracy = Score("accuracy"),
        };

        double? Score(string dimension) => scores.TryGetValue(dimension, out var score) ? score : null;
    }

    private static double ShareOf(IEnumerable<RuleReport> rules)
    {
        var (passed, all) = (0L, 0L);
        foreach (var rule in rules)
        {
            passed += rule.Passed;
            all += rule.Passed + rule.Failed;
        }

        return all == 0 ? 1 : passed / (double)all;
    }
}
