using Freehold.JobContract.Documents;
using Freehold.JobContract.Expressions;

namespace Freehold.JobContract.Gretel;

/// <summary>Reads one step. Its parts happen in the order in which the document has them.</summary>
internal static class GretelStepReader
{
    private const int MostEntries = 1000;

    public static GretelStep Read(DocumentMap step)
    {
        var variables = GretelVariablesReader.Read(step);
        var names = variables.Select(variable => variable.Name).ToList();
        var changes = new List<(int Part, int Line, List<GretelChange?> Read)>();

        if (step.Map("columns") is { } columns)
        {
            Part(columns, "add", 0, ReadAdd);
            Part(columns, "drop", 0, drop => ReadDrop(drop, names));
            Part(columns, "rename", 0, ReadRename);
            columns.Finish();
        }

        if (step.Map("rows") is { } rows)
        {
            Part(rows, "drop", 1, drop => ReadRowDrop(drop, names));
            Part(rows, "update", 1, update => ReadUpdate(update, names));
            rows.Finish();
        }

        step.Finish();
        return new(variables, [.. changes
            .OrderBy(change => change.Part).ThenBy(change => change.Line)
            .SelectMany(change => change.Read).OfType<GretelChange>()]);

        void Part(DocumentMap map, string key, int part, Func<DocumentMap, GretelChange?> read) =>
            changes.Add((part, map.LineOf(key), map.Maps(key, MostEntries).Select(entry =>
            {
                var change = read(entry);
                entry.Finish();
                return change;
            }).ToList()));
    }

    private static AddColumn ReadAdd(DocumentMap add) => new(
        add.RequiredText("name", 256, "the new column's name"),
        add.Has("position") ? add.Number("position", 0, 100_000, 0) : null);

    private static DropColumns ReadDrop(DocumentMap drop, IReadOnlyList<string> variables)
    {
        RefuseType(drop);
        var positions = new List<int>();
        foreach (var text in drop.Texts("position", MostEntries, 8))
        {
            if (int.TryParse(text, out var position) && position >= 0)
                positions.Add(position);
            else
                drop.Problem("position", "must be a whole number from 0, or a list of them");
        }

        var condition = drop.Expression("condition", new ExpressionScope { HasCell = true, HasRow = false, Variables = variables });
        if (condition is { UsesThis: true })
            drop.Problem("condition", "can look at column and vars alone: a column goes for all rows or for none");

        var read = new DropColumns(drop.Texts("name", MostEntries, 256), ReadEntities(drop), positions, condition);
        if (!drop.Has("name") && !drop.Has("entity") && !drop.Has("position") && !drop.Has("condition"))
            drop.Problem("name", "is missing: a column's name, or entity, position or condition");
        return read;
    }

    private static RenameColumn ReadRename(DocumentMap rename) => new(
        rename.RequiredText("name", 256, "the column's name"), rename.RequiredText("value", 256, "the column's new name"));

    private static DropMatchingRows? ReadRowDrop(DocumentMap drop, IReadOnlyList<string> variables) =>
        drop.RequiredExpression("condition", new ExpressionScope { Variables = variables }) is { } condition ? new(condition) : null;

    private static UpdateCells? ReadUpdate(DocumentMap update, IReadOnlyList<string> variables)
    {
        RefuseType(update);
        update.Text("description", 1000);
        var cell = new ExpressionScope { HasCell = true, Variables = variables };
        var each = update.Expression("foreach", cell);
        var result = cell with { HasItem = update.Has("foreach") };

        var names = update.Texts("name", MostEntries, 256);
        var entities = ReadEntities(update);
        var condition = update.Expression("condition", cell);
        if (!update.Has("name") && !update.Has("entity") && !update.Has("condition"))
            update.Problem("name", "is missing: a column's name, or entity or condition");

        var value = update.RequiredExpression("value", result);
        var fallback = update.Expression("fallback_value", result);
        return value is null ? null : new UpdateCells
        {
            Names = names,
            Entities = entities,
            Condition = condition,
            Foreach = each,
            Value = value,
            Fallback = fallback,
        };
    }

    // An entity that nothing finds would leave its columns as they are, in silence.
    private static List<string> ReadEntities(DocumentMap map)
    {
        var read = new List<string>();
        foreach (var word in map.Texts("entity", 100, 64))
        {
            if (GretelEntities.OurWord(word) is { } ours)
                read.Add(ours);
            else
                map.Problem("entity", $"{word} is not detected; name its columns under name");
        }

        return read;
    }

    private static void RefuseType(DocumentMap map)
    {
        if (map.Take("type") is not null)
            map.Problem("type", "is not supported: choose columns by name or entity, or by a condition on column.type");
    }
}
