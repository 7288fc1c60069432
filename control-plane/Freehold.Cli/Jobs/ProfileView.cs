namespace Freehold.Cli.Jobs;

/// <summary>What a profile discloses, as the API shows it.</summary>
/// <param name="Details">Columns, if the document discloses them.</param>
internal sealed record ProfileView(
    long Rows, int Tables, int Columns, long Nulls, int RulesChecked, int RulesFailed, int PersonalColumns, bool IsSample,
    double? Quality, IReadOnlyList<ProfiledColumnView>? Details, int? ColumnsOmitted);

/// <summary>One column of it.</summary>
internal sealed record ProfiledColumnView(
    string Table, string Name, string Type, bool IsPersonal, double NullShare, long Distinct, bool DistinctIsExact, int RulesFailed,
    string? Entity, double? Confidence, double? Quality);
