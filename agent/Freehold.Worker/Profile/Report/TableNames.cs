using Freehold.Worker.Profile.Tables;

namespace Freehold.Worker.Profile.Report;

/// <summary>Names tables after their objects.</summary>
internal static class TableNames
{
    /// <summary>The last segment of the first object's name without its extension; the whole name where two tables would share one.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<TableFacts> tables)
    {
        var shorts = tables.Select(table => Path.GetFileNameWithoutExtension(table.Objects[0])).ToList();
        return [.. tables.Select((table, index) =>
            shorts.Count(name => string.Equals(name, shorts[index], StringComparison.Ordinal)) == 1 ? shorts[index] : table.Objects[0])];
    }
}
