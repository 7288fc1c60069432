namespace Freehold.Worker.Rows;

/// <summary>Tells which column of the input each column of the output stands for, so that JSON keys keep their places.</summary>
internal static class RowOrigins
{
    /// <summary>For each output the input's column; -1 for a new one.</summary>
    public static IReadOnlyList<int> Of(RowPlan plan, int sources)
    {
        var made = plan.Operations.OfType<AssignCell>().Where(cell => cell.From is not null).ToLookup(cell => cell.Target, cell => cell.From!.Value);
        return [.. plan.Outputs.Select(output => output.Slot < sources ? output.Slot : made[output.Slot].Where(slot => slot < sources).DefaultIfEmpty(-1).First())];
    }
}
