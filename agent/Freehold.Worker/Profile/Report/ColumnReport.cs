namespace Freehold.Worker.Profile.Report;

/// <summary>One column of a table. Of personal data nothing here was a value.</summary>
internal sealed record ColumnReport
{
    public required string Name { get; init; }

    /// <summary><c>integer</c>, <c>decimal</c>, <c>boolean</c>, <c>date</c>, <c>timestamp</c>, <c>text</c>, or <c>empty</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Of a text column the type that 90 % or more of its values would have.</summary>
    public string? MostlyType { get; init; }

    /// <summary>The share that has it.</summary>
    public double? MostlyShare { get; init; }

    /// <summary>Kind of data by the words of docs/detection.md; null when none was found.</summary>
    public string? Entity { get; init; }

    /// <summary>0 to 1.</summary>
    public double? EntityConfidence { get; init; }

    /// <summary>Whether its values are kept out of this report.</summary>
    public required bool IsPersonal { get; init; }

    public required long Rows { get; init; }

    public required long Nulls { get; init; }

    /// <summary>Values that are empty or of blanks alone.</summary>
    public required long Blanks { get; init; }

    /// <summary>Different values.</summary>
    public required long Distinct { get; init; }

    /// <summary>Values that occur once.</summary>
    public required long Unique { get; init; }

    /// <summary>Values that occur more than once.</summary>
    public required long NonUnique { get; init; }

    /// <summary>Rows that hold a value which an earlier row holds.</summary>
    public required long Duplicates { get; init; }

    /// <summary>Whether the four numbers above are counted; if not they are estimated, to within 2 % or so.</summary>
    public required bool DistinctIsExact { get; init; }

    /// <summary>How many different values occur how often.</summary>
    public required IReadOnlyList<FrequencyGroup> FrequencyGroups { get; init; }

    /// <summary>Null when there is no value.</summary>
    public LengthReport? Length { get; init; }

    /// <summary>Of number columns without personal data.</summary>
    public NumberReport? Numbers { get; init; }

    /// <summary>Of date columns without personal data.</summary>
    public DateReport? Dates { get; init; }

    /// <summary>Forms of the values that occur ten times or more: letters are a, digits 9.</summary>
    public required IReadOnlyList<CountedText> Patterns { get; init; }

    /// <summary>Values that occur ten times or more.</summary>
    public required IReadOnlyList<CountedText> TopValues { get; init; }

    public required IReadOnlyList<RuleReport> Rules { get; init; }

    public QualityScores? Quality { get; init; }
}

/// <summary>A text and how often it occurs.</summary>
/// <param name="Text">Ends with <c>…</c> when it was cut.</param>
/// <param name="Count">How often at least.</param>
/// <param name="AtMost">How often at most; null when the count is exact.</param>
internal sealed record CountedText(string Text, long Count, long? AtMost);

/// <summary>Values that occur about equally often.</summary>
/// <param name="From">Occurrences, the least.</param>
/// <param name="To">The most; null for no bound.</param>
/// <param name="Values">Different values.</param>
internal sealed record FrequencyGroup(long From, long? To, long Values);

/// <summary>Lengths in characters.</summary>
internal sealed record LengthReport(int Least, int Most, double Mean);

/// <summary>Bins of equal width: bin i reaches from edge i to edge i + 1.</summary>
internal sealed record HistogramReport(IReadOnlyList<double> Edges, IReadOnlyList<long> Counts);

/// <summary>Numbers of a column.</summary>
internal sealed record NumberReport
{
    public required long Count { get; init; }

    public required double Mean { get; init; }

    public required double Deviation { get; init; }

    public required double Least { get; init; }

    public required double Most { get; init; }

    /// <summary>By the share of values below, <c>0.01</c> to <c>0.99</c>; within 1 % of the rank.</summary>
    public required IReadOnlyDictionary<string, double> Quantiles { get; init; }

    public required HistogramReport Histogram { get; init; }
}

/// <summary>Dates of a column, in UTC.</summary>
internal sealed record DateReport
{
    public required long Count { get; init; }

    public required string Least { get; init; }

    public required string Most { get; init; }

    public required IReadOnlyDictionary<string, string> Quantiles { get; init; }

    /// <summary>Edges are seconds since 1970.</summary>
    public required HistogramReport Histogram { get; init; }
}
