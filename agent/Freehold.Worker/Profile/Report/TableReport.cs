namespace Freehold.Worker.Profile.Report;

/// <summary>One table: an object, or several with the same columns.</summary>
internal sealed record TableReport
{
    /// <summary>Name of the first object, without its extension.</summary>
    public required string Name { get; init; }

    /// <summary>The objects, at most the first 1,000.</summary>
    public required IReadOnlyList<string> Objects { get; init; }

    public required int ObjectCount { get; init; }

    public required long Rows { get; init; }

    public required long Bytes { get; init; }

    public required bool IsSample { get; init; }

    public QualityScores? Quality { get; init; }

    public required IReadOnlyList<ColumnReport> Columns { get; init; }

    public required IReadOnlyList<CandidateKeyReport> CandidateKeys { get; init; }
}

/// <summary>Columns whose values together name a row.</summary>
/// <param name="Columns">One or two.</param>
/// <param name="IsCertain">Whether every row was compared; if not, a sample held no repeat.</param>
/// <param name="RowsCompared">Rows, or different values, that were compared.</param>
internal sealed record CandidateKeyReport(IReadOnlyList<string> Columns, bool IsCertain, long RowsCompared);

/// <summary>A column whose values lie in a key of another table.</summary>
/// <param name="FromTable">Table of the column.</param>
/// <param name="FromColumn">The column.</param>
/// <param name="ToTable">Table of the key.</param>
/// <param name="ToColumn">The key.</param>
/// <param name="Contained">Share of the column's different values that are in the key, 0 to 1.</param>
/// <param name="IsCertain">Whether all values were compared, not a sample.</param>
/// <param name="NamesAgree">Whether the names speak for it too.</param>
internal sealed record ForeignKeyReport(
    string FromTable, string FromColumn, string ToTable, string ToColumn, double Contained, bool IsCertain, bool NamesAgree);
