using Freehold.DuckDb;
using Freehold.DuckDb.Functions;
using Freehold.JobContract.Transform;
using Freehold.Worker.Csv;
using Freehold.Worker.Transform;

namespace Freehold.Worker.Rows;

/// <summary>The statements that copy a file through a program.</summary>
internal static class RowSql
{
    /// <summary>Columns, in whichever format.</summary>
    public static string Columns(
        ScalarFunction function, IRowSource source, RowPlan plan, IReadOnlyList<SourceColumn> columns, TransformTask task, CsvFormat format,
        OutputCompression? compression)
    {
        var inputs = string.Concat(plan.Inputs.Select(slot => $", {Input(slot, columns[slot])}"));
        var passed = string.Concat(plan.Outputs.Where(output => !output.IsComputed).Select(output => $"c{output.Slot}, ").Distinct());

        var field = 0;
        var outputs = plan.Outputs.Select(output =>
        {
            var expression = !output.IsComputed ? $"c{output.Slot}"
                : output.SqlType is null ? $"s.f{++field}"
                : $"cast(nullif(s.f{++field}, '') as {output.SqlType})";
            return task.OutputFormat is DataFormat.Csv ? expression : $"{expression} as {SqlText.Identifier(output.Name)}";
        });
        return $"copy (select {string.Join(", ", outputs)} from (select {passed}{function.Name}(n{inputs}) as s from {source.Relation}) "
            + $"where s.f0 is null) to {CopyTarget.Columns(task, format, [.. plan.Outputs.Select(output => output.Name)], compression)}";
    }

    /// <summary>Whole lines of JSON.</summary>
    public static string Lines(ScalarFunction function, JsonRows source, TransformTask task) =>
        $"copy (select s.f0 from (select {function.Name}(json) as s from {source.Lines}) where s.f0 is not null) to {CopyTarget.JsonLines(task)}";

    // Of what has no text, all that counts is whether it is there.
    private static string Input(int slot, SourceColumn column) =>
        column.HasText || column.SqlType is "JSON" ? $"cast(c{slot} as varchar)" : $"case when c{slot} is null then null else 'x' end";
}
