using Freehold.JobContract.Documents;
using Freehold.JobContract.Profile;
using Freehold.Protocol.V1;
using Freehold.Worker.Output;
using Freehold.Worker.Profile.Report;
using Freehold.Worker.Profile.Report.Html;
using Freehold.Worker.Reports;

namespace Freehold.Worker.Profile;

/// <summary>
/// What of a committed profile crosses as metadata. Read from the report that was committed, so that an attempt which finds
/// another's output tells the same.
/// </summary>
internal static class ProfileSummaries
{
    private const int MostColumns = 200;
    private const int NameBytes = 256;

    /// <summary>The summary of a profile; null for other kinds, and where nothing is to be told.</summary>
    public static async Task<ProfileSummary?> ReadAsync(
        JobDocument document, CommittedOutput committed, AttemptOutput output, string scratch, CancellationToken cancellationToken)
    {
        if (document.Profile is not { Disclosure: not Disclosure.None } spec
            || committed.Manifest.Files.FirstOrDefault(IsReport) is not { } file)
            return null;

        Directory.CreateDirectory(scratch);
        var path = await output.FetchAsync(file, scratch, cancellationToken);
        return Of(ProfileReport.Parse(await File.ReadAllBytesAsync(path, cancellationToken)), spec.Disclosure);
    }

    /// <summary>What a level of disclosure lets through.</summary>
    public static ProfileSummary Of(ProfileReport report, Disclosure disclosure)
    {
        var columns = report.Tables.SelectMany(table => table.Columns.Select(column => (table.Name, Column: column))).ToList();
        var summary = new ProfileSummary
        {
            Rows = (ulong)report.Rows,
            Tables = (uint)report.Tables.Count,
            Columns = (uint)report.Columns,
            Nulls = (ulong)columns.Sum(entry => entry.Column.Nulls + entry.Column.Blanks),
            RulesChecked = (uint)report.RulesChecked,
            RulesFailed = (uint)report.RulesFailed,
            PersonalColumns = (uint)columns.Count(entry => entry.Column.IsPersonal),
            IsSample = report.IsSample,
        };
        if (report.Quality is { } quality)
            summary.Quality = quality.Overall;
        if (disclosure is not Disclosure.Columns)
            return summary;

        summary.Details.AddRange(columns.Take(MostColumns).Select(entry => Detail(entry.Name, entry.Column)));
        summary.ColumnsOmitted = (uint)Math.Max(0, columns.Count - MostColumns);
        return summary;
    }

    private static ProfiledColumn Detail(string table, ColumnReport column)
    {
        var detail = new ProfiledColumn
        {
            Table = BoundedText.Cut(table, NameBytes),
            Name = BoundedText.Cut(column.Name, NameBytes),
            Type = column.Type,
            Entity = column.Entity ?? "",
            Confidence = column.EntityConfidence ?? 0,
            IsPersonal = column.IsPersonal,
            NullShare = Findings.Missing(column),
            Distinct = (ulong)column.Distinct,
            DistinctIsExact = column.DistinctIsExact,
            RulesFailed = (uint)column.Rules.Count(rule => !rule.IsKept),
        };
        if (column.Quality is { } quality)
            detail.Quality = quality.Overall;
        return detail;
    }

    private static bool IsReport(OutputFile file) => file.Name.EndsWith("/" + ProfileWork.JsonName, StringComparison.Ordinal);
}
