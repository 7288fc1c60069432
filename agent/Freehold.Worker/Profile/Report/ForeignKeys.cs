using Freehold.Worker.Profile.Sketches;
using Freehold.Worker.Profile.Tables;

namespace Freehold.Worker.Profile.Report;

/// <summary>
/// Finds columns whose values lie in a key of a table of the same job. Small whole numbers lie in many keys by chance, so the names
/// have to agree, or the values have to leave one key alone.
/// </summary>
internal sealed class ForeignKeys(IReadOnlyList<TableFacts> tables, IReadOnlyList<TableReport> reports)
{
    private const double LeastContained = 0.95;
    private const int MostComparisons = 50_000;

    // Without names that agree: so many different values cannot all be in a key by chance.
    private const int EnoughNumbers = 50;
    private const int EnoughTexts = 5;

    private readonly Dictionary<(int Table, int Column), HashSample> _samples = [];

    /// <summary>Finds them, in the order of tables and columns.</summary>
    public IReadOnlyList<ForeignKeyReport> Find()
    {
        var keys = Columns().Where(IsKey).ToList();
        var children = Columns().Where(IsChild).ToList();
        var namesOnly = (long)keys.Count * children.Count > MostComparisons;

        var found = new List<ForeignKeyReport>();
        foreach (var child in children)
        {
            var possible = keys
                .Where(key => key != child && string.Equals(Report(key).Type, Report(child).Type, StringComparison.Ordinal))
                .Where(key => !namesOnly || Agree(child, key))
                .Select(key => Compare(child, key))
                .Where(candidate => candidate.Contained >= LeastContained)
                .ToList();

            var named = possible.Where(candidate => candidate.NamesAgree).ToList();
            if (named.Count > 0)
                found.Add(named.MaxBy(candidate => candidate.Contained)!);
            else if (possible.Count == 1 && !IsKey(child) && SpeaksForItself(child))
                found.Add(possible[0]);
        }

        return found;
    }

    private IEnumerable<(int Table, int Column)> Columns() =>
        from table in Enumerable.Range(0, tables.Count)
        from column in Enumerable.Range(0, tables[table].Columns.Count)
        select (table, column);

    private ColumnReport Report((int Table, int Column) place) => reports[place.Table].Columns[place.Column];

    private bool IsKey((int Table, int Column) place) =>
        Report(place) is { Nulls: 0, Blanks: 0, Rows: > 1, Type: "integer" or "text" or "date" } column && column.Duplicates == 0;

    private bool IsChild((int Table, int Column) place) => Report(place) is { Distinct: > 0, Type: "integer" or "text" or "date" };

    private bool SpeaksForItself((int Table, int Column) place) =>
        Report(place) is { } column && column.Distinct >= (column.Type is "integer" ? EnoughNumbers : EnoughTexts);

    private ForeignKeyReport Compare((int Table, int Column) child, (int Table, int Column) key)
    {
        var (values, known) = (Sample(child), Sample(key));
        var level = Math.Max(values.Level, known.Level);
        var (contained, all) = (0, 0);
        foreach (var hash in values.HashesAt(level))
        {
            all++;
            contained += known.Contains(hash) ? 1 : 0;
        }

        return new(
            reports[child.Table].Name, Report(child).Name, reports[key.Table].Name, Report(key).Name,
            all == 0 ? 0 : contained / (double)all, level == 0, Agree(child, key));
    }

    private bool Agree((int Table, int Column) child, (int Table, int Column) key) => child.Table != key.Table
        && ReferenceNames.Agree(Report(child).Name, reports[key.Table].Name, Report(key).Name);

    private HashSample Sample((int Table, int Column) place)
    {
        if (!_samples.TryGetValue(place, out var sample))
            _samples[place] = sample = tables[place.Table].Columns[place.Column].Values.Sample();
        return sample;
    }
}
