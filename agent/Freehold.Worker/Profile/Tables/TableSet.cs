namespace Freehold.Worker.Profile.Tables;

/// <summary>The tables of a job: parts with the same columns are one. Holds one table at a time for each shape, however many parts.</summary>
internal sealed class TableSet
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<TableFacts> _tables = [];

    /// <summary>The tables, in the order of their first parts.</summary>
    public IReadOnlyList<TableFacts> Tables => _tables;

    /// <summary>Adds a part, which is used up. Parts come in the order of the plan.</summary>
    public void Add(TableFacts part)
    {
        if (_places.TryGetValue(part.Shape, out var place))
        {
            _tables[place] = _tables[place].MergedWith(part);
            return;
        }

        _places.Add(part.Shape, _tables.Count);
        _tables.Add(part);
    }
}
