using System.Text.Json;

namespace Freehold.ControlPlane.Jobs;

/// <summary>What a profile has found, as far as its document discloses it: numbers and names of columns, never a value.</summary>
/// <param name="Rows">Rows that were read.</param>
/// <param name="Tables">Objects with the same columns are one table.</param>
/// <param name="Columns">Columns of all tables.</param>
/// <param name="Nulls">Missing and blank values of all columns.</param>
/// <param name="RulesChecked">Rules on columns that were checked.</param>
/// <param name="RulesFailed">Of these, how many were not kept.</param>
/// <param name="Quality">0 to 1; absent without rules.</param>
/// <param name="PersonalColumns">Columns with personal data.</param>
/// <param name="IsSample">Whether of at least one object only the first rows were read.</param>
/// <param name="Details">With disclosure columns, at most 200.</param>
/// <param name="ColumnsOmitted">Columns that <paramref name="Details"/> has no room for.</param>
public sealed record JobProfileView(
    long Rows, int Tables, int Columns, long Nulls, int RulesChecked, int RulesFailed, int PersonalColumns, bool IsSample,
    double? Quality = null, IReadOnlyList<ProfiledColumnView>? Details = null, int? ColumnsOmitted = null)
{
    /// <summary>Reads what the event of the job's end holds.</summary>
    internal static JobProfileView? Parse(string json) => JsonSerializer.Deserialize<JobProfileView>(json, JsonSerializerOptions.Web);
}

/// <summary>One column of a profile.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">integer, decimal, boolean, date, timestamp, text or empty.</param>
/// <param name="IsPersonal">Whether personal data was found in it.</param>
/// <param name="NullShare">Share of missing and blank values, 0 to 1.</param>
/// <param name="Distinct">Different values.</param>
/// <param name="DistinctIsExact">Whether they were counted; if not, estimated.</param>
/// <param name="RulesFailed">Rules on it that were not kept.</param>
/// <param name="Entity">Kind of data, for example email; absent when none was found.</param>
/// <param name="Confidence">How sure, 0 to 1.</param>
/// <param name="Quality">0 to 1; absent without rules.</param>
public sealed record ProfiledColumnView(
    string Table, string Name, string Type, bool IsPersonal, double NullShare, long Distinct, bool DistinctIsExact, int RulesFailed,
    string? Entity = null, double? Confidence = null, double? Quality = null);
