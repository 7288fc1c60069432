using Freehold.Demo.Data;

namespace Freehold.Demo.Showcase;

/// <summary>A few rows of the output, each under the row of the input that it came of.</summary>
internal static class SideBySide
{
    private static readonly string[] Marks = ["in ", "out"];

    public static void Write(TextWriter output, CsvTable before, CsvTable after, IReadOnlyList<int> rows, params ReadOnlySpan<string> columns)
    {
        var lines = new List<string[]>();
        lines.Add(["", .. columns]);
        foreach (var row in rows)
        {
            lines.Add([Marks[0], .. Cells(before, row, columns)]);
            lines.Add([Marks[1], .. Cells(after, row, columns)]);
        }

        var widths = Enumerable.Range(0, columns.Length + 1).Select(column => lines.Max(line => line[column].Length)).ToList();
        foreach (var line in lines)
            output.WriteLine("  " + string.Join("  ", line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    private static string[] Cells(CsvTable table, int row, ReadOnlySpan<string> columns)
    {
        var cells = new string[columns.Length];
        for (var column = 0; column < cells.Length; column++)
            cells[column] = table.Cell(row, columns[column]);
        return cells;
    }
}
