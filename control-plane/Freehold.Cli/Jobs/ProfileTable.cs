using System.Globalization;
using Freehold.Cli.Output;

namespace Freehold.Cli.Jobs;

/// <summary>Shows what a profile discloses.</summary>
internal static class ProfileTable
{
    /// <summary>Writes it; nothing when there is none.</summary>
    public static void Write(ProfileView? profile, TextWriter output)
    {
        if (profile is null)
            return;

        output.WriteLine();
        output.WriteLine(Summary(profile));
        if (profile.Details is not { Count: > 0 } columns)
            return;

        var tables = profile.Tables > 1;
        var quality = columns.Any(column => column.Quality is not null);
        string[] headings = ["COLUMN", "TYPE", "ABOUT", "MISSING", "DIFFERENT"];
        var table = new TextTable([.. tables ? (string[])["TABLE"] : [], .. headings, .. quality ? (string[])["QUALITY"] : []]);
        foreach (var column in columns)
        {
            string?[] cells =
            [
                column.Name, column.Type, About(column), Percent(column.NullShare),
                (column.DistinctIsExact ? "" : "~") + Quantities.Count(column.Distinct),
            ];
            table.Add([.. tables ? (string[])[column.Table] : [], .. cells, .. quality ? (string?[])[column.Quality is { } score ? Percent(score) : null] : []]);
        }

        output.WriteLine();
        table.WriteTo(output);
        if (profile.ColumnsOmitted is > 0)
            output.WriteLine($"and {Quantities.Count(profile.ColumnsOmitted.Value)} more columns, which the report shows");
    }

    private static string Summary(ProfileView profile)
    {
        var rows = $"{Quantities.Count(profile.Rows)} rows{(profile.IsSample ? " (a sample)" : "")}, {Quantities.Count(profile.Columns)} columns";
        var personal = profile.PersonalColumns > 0 ? $", {Quantities.Count(profile.PersonalColumns)} with personal data" : "";
        var rules = profile.RulesChecked > 0
            ? $"; {Quantities.Count(profile.RulesChecked - profile.RulesFailed)} of {Quantities.Count(profile.RulesChecked)} rules kept"
            : "";
        return rows + personal + rules + (profile.Quality is { } quality ? $", quality {Percent(quality)}" : "");
    }

    private static string? About(ProfiledColumnView column) => column.Entity is { } entity
        ? (column.IsPersonal ? "personal: " : "") + entity.Replace('_', ' ')
        : null;

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.#} %");
}
