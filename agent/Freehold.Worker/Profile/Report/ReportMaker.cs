using Freehold.JobContract.Profile;
using Freehold.Worker.Profile.Tables;
using Freehold.Worker.Run;

namespace Freehold.Worker.Profile.Report;

/// <summary>Makes the report of what the tasks of a job have found.</summary>
internal static class ReportMaker
{
    private const int MostObjects = 1000;
    private const int MostKeys = 5;
    private const int EnoughRows = 1000;

    /// <summary>Makes it.</summary>
    public static ProfileReport Make(ProfileSpec spec, IReadOnlyList<TableFacts> tables)
    {
        var names = TableNames.Of(tables);
        var columns = new ColumnReports(spec);
        var reports = tables.Select((table, index) => ReportOf(table, names[index], columns)).ToList();
        var rules = reports.SelectMany(table => table.Columns).SelectMany(column => column.Rules).ToList();

        return new()
        {
            FreeholdVersion = WorkerVersion.Text,
            Objects = tables.Sum(table => table.Objects.Count),
            Rows = tables.Sum(table => table.Rows),
            Columns = reports.Sum(table => table.Columns.Count),
            Bytes = tables.Sum(table => table.Bytes),
            IsSample = tables.Any(table => table.IsSample),
            RulesChecked = rules.Count,
            RulesFailed = rules.Count(rule => !rule.IsKept),
            Quality = QualityScores.Of(rules),
            Tables = reports,
            ForeignKeys = new ForeignKeys(tables, reports).Find(),
        };
    }

    private static TableReport ReportOf(TableFacts table, string name, ColumnReports reports)
    {
        var columns = table.Columns.Select(reports.Of).ToList();
        return new()
        {
            Name = name,
            Objects = [.. table.Objects.Take(MostObjects)],
            ObjectCount = table.Objects.Count,
            Rows = table.Rows,
            Bytes = table.Bytes,
            IsSample = table.IsSample,
            Quality = QualityScores.Of([.. columns.SelectMany(column => column.Rules)]),
            Columns = columns,
            CandidateKeys = KeysOf(table, columns),
        };
    }

    private static List<CandidateKeyReport> KeysOf(TableFacts table, IReadOnlyList<ColumnReport> columns)
    {
        // In a small table much is different by chance: there only what is called a key, or stands first, is taken for one.
        var keys = columns
            .Where((column, place) => column is { Nulls: 0, Duplicates: 0, Rows: > 1, Type: "integer" or "text" }
                && (column.Rows >= EnoughRows || place == 0 || ReferenceNames.IsOfKey(column.Name)))
            .OrderByDescending(column => ReferenceNames.IsOfKey(column.Name))
            .Take(MostKeys)
            .Select(column => new CandidateKeyReport([column.Name], column.DistinctIsExact && !table.IsSample, column.Rows))
            .ToList();
        if (keys.Count > 0)
            return keys;

        var compared = Math.Min(table.Rows, PairSearch.Rows);
        var certain = table.Objects.Count == 1 && table.Rows <= PairSearch.Rows && !table.IsSample;
        return [.. table.Pairs.Select(pair => new CandidateKeyReport([columns[pair.First].Name, columns[pair.Second].Name], certain, compared))];
    }
}
