using Freehold.JobContract.Transform;
using Freehold.Worker.Expressions;
using Freehold.Worker.Transform;

namespace Freehold.Worker.Rows;

/// <summary>Adds to a plan, as its last operations, what a CSV output wants done about formulas.</summary>
internal static class RowFormulas
{
    /// <summary>The plan with a look at every column that can hold text.</summary>
    public static RowPlan Guard(RowPlan plan, CsvFormulas formulas, IReadOnlyList<SourceColumn> source)
    {
        if (formulas is CsvFormulas.Keep)
            return plan;

        var slots = plan.Slots;
        var inputs = plan.Inputs.ToHashSet();
        var operations = plan.Operations.ToList();
        var outputs = new List<RowOutput>();
        foreach (var output in plan.Outputs)
        {
            var isText = output.IsComputed ? output.SqlType is null : source[output.Slot].Kind is ColumnKind.Text;
            if (!isText)
            {
                outputs.Add(output);
                continue;
            }

            if (output.Slot < source.Count)
                inputs.Add(output.Slot);
            var about = new ExpressionColumn(output.Name, Entity: null, "text", outputs.Count);
            var names = new ExpressionNames { Slots = new Dictionary<string, int>(StringComparer.Ordinal), Column = about };
            operations.Add(new AssignCell(slots, output.Slot, [new CellCase { Action = new FormulaAction(formulas) }], names));
            outputs.Add(output with { Slot = slots++, IsComputed = true });
        }

        return plan with { Slots = slots, Inputs = [.. inputs.Order()], Operations = operations, Outputs = outputs };
    }
}
