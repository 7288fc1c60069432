using System.Globalization;
using Freehold.Demo.Data;

namespace Freehold.Demo.Showcase;

/// <summary>Compares what came out with what went in, cell by cell.</summary>
internal sealed class OutputChecks(CsvTable people, CsvTable salaries, CsvTable newPeople, CsvTable newSalaries, Checks checks)
{
    public void Run()
    {
        checks.Add("every row is there", people.Rows.Count == newPeople.Rows.Count && salaries.Rows.Count == newSalaries.Rows.Count,
            string.Create(CultureInfo.InvariantCulture, $"{newPeople.Rows.Count:N0} people, {newSalaries.Rows.Count:N0} salaries"));
        SamePlayerSamePseudonym();
        NoIdentifierIsLeft();
        NobodyKeepsTheirName();
        CareersKeepTheirLength();
    }

    private void SamePlayerSamePseudonym()
    {
        var pairs = people.Column("playerID").Zip(newPeople.Column("playerID"))
            .Concat(salaries.Column("playerID").Zip(newSalaries.Column("playerID")))
            .Concat(people.Column("bbrefID").Zip(newPeople.Column("bbrefID")))
            .Where(pair => pair.First.Length > 0)
            .Distinct()
            .ToList();

        var players = pairs.Select(pair => pair.First).Distinct(StringComparer.Ordinal).Count();
        var pseudonyms = pairs.Select(pair => pair.Second).Distinct(StringComparer.Ordinal).Count();
        checks.Add("the same identifier has the same pseudonym in both files, and no other has it",
            pairs.Count == players && players == pseudonyms,
            string.Create(CultureInfo.InvariantCulture, $"{players:N0} identifiers, {pseudonyms:N0} pseudonyms"));
    }

    private void NoIdentifierIsLeft()
    {
        var identifiers = Identifiers(people);
        var found = newPeople.Rows.Concat(newSalaries.Rows).Sum(row => row.Count(identifiers.Contains));
        checks.Add("no identifier of a player is in the output", found == 0,
            string.Create(CultureInfo.InvariantCulture, $"looked for {identifiers.Count:N0}, found {found:N0}"));
    }

    private void NobodyKeepsTheirName()
    {
        var kept = people.Rows.Where((_, row) =>
            people.Cell(row, "nameFirst") == newPeople.Cell(row, "nameFirst") && people.Cell(row, "nameLast") == newPeople.Cell(row, "nameLast")).Count();
        var given = newPeople.Column("nameGiven").Count(name => name is not ("" or "(withheld)"));
        checks.Add("nobody keeps their name", kept == 0 && given == 0, string.Create(CultureInfo.InvariantCulture, $"{kept} full names, {given} given names left"));
    }

    private void CareersKeepTheirLength()
    {
        var (moved, stretched) = (0, 0);
        for (var row = 0; row < people.Rows.Count; row++)
        {
            if (Days(people, row) is not { } before)
                continue;
            var after = Days(newPeople, row) ?? throw new DemoFailedException("A date was lost.");
            moved += before.From != after.From ? 1 : 0;
            stretched += before.To.DayNumber - before.From.DayNumber == after.To.DayNumber - after.From.DayNumber ? 0 : 1;
        }

        checks.Add("first and last game moved, and the time between them stayed", stretched == 0 && moved > people.Rows.Count * 9 / 10,
            string.Create(CultureInfo.InvariantCulture, $"{moved:N0} moved, {stretched} stretched"));
    }

    /// <summary>Every value that names one player.</summary>
    public static HashSet<string> Identifiers(CsvTable people) =>
        people.Column("playerID").Concat(people.Column("bbrefID")).Concat(people.Column("retroID")).Where(id => id.Length > 0).ToHashSet(StringComparer.Ordinal);

    private static (DateOnly From, DateOnly To)? Days(CsvTable table, int row) =>
        DateOnly.TryParseExact(table.Cell(row, "debut"), "yyyy-MM-dd", out var from) && DateOnly.TryParseExact(table.Cell(row, "finalGame"), "yyyy-MM-dd", out var to)
            ? (from, to)
            : null;
}
