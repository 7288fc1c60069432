using System.Text.RegularExpressions;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Executors;

/// <summary>
/// Holds what a worker says about a profile to the bounds of the contract, field by field: what is not named here does not leave.
/// </summary>
internal static partial class ProfileBounds
{
    private const int MaxColumns = 200;
    private const int NameBytes = 256;

    /// <summary>Within the bounds.</summary>
    public static ProfileSummary Bounded(this ProfileSummary summary)
    {
        var bounded = new ProfileSummary
        {
            Rows = summary.Rows,
            Tables = summary.Tables,
            Columns = summary.Columns,
            Nulls = summary.Nulls,
            RulesChecked = summary.RulesChecked,
            RulesFailed = summary.RulesFailed,
            PersonalColumns = summary.PersonalColumns,
            IsSample = summary.IsSample,
            Details = { summary.Details.Take(MaxColumns).Select(Bounded) },
            ColumnsOmitted = summary.ColumnsOmitted + (uint)Math.Max(0, summary.Details.Count - MaxColumns),
        };
        if (summary.HasQuality)
            bounded.Quality = Share(summary.Quality);
        return bounded;
    }

    private static ProfiledColumn Bounded(ProfiledColumn column)
    {
        var bounded = new ProfiledColumn
        {
            Table = ReportBounds.Cut(column.Table, NameBytes),
            Name = ReportBounds.Cut(column.Name, NameBytes),
            Type = Word().IsMatch(column.Type) ? column.Type : "text",
            Entity = Word().IsMatch(column.Entity) ? column.Entity : "",
            Confidence = Share(column.Confidence),
            IsPersonal = column.IsPersonal,
            NullShare = Share(column.NullShare),
            Distinct = column.Distinct,
            DistinctIsExact = column.DistinctIsExact,
            RulesFailed = column.RulesFailed,
        };
        if (column.HasQuality)
            bounded.Quality = Share(column.Quality);
        return bounded;
    }

    private static double Share(double share) => double.IsNaN(share) ? 0 : Math.Clamp(share, 0, 1);

    [GeneratedRegex(@"^[a-z_0-9]{1,32}\z", RegexOptions.None, 10_000)]
    private static partial Regex Word();
}
