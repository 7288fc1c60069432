namespace Freehold.Cli.Output;

/// <summary>Rows in aligned columns, two blanks apart: easy to read, and to cut with awk.</summary>
internal sealed class TextTable(params string[] headings)
{
    private readonly List<string[]> _rows = [];

    /// <param name="cells">One text a heading; null and empty are shown as <c>-</c>.</param>
    public void Add(params string?[] cells) =>
        _rows.Add([.. cells.Select(cell => string.IsNullOrEmpty(cell) ? "-" : cell.ReplaceLineEndings(" "))]);

    public void WriteTo(TextWriter output)
    {
        List<string[]> lines = [headings, .. _rows];
        var widths = headings.Select((_, column) => lines.Max(line => line[column].Length)).ToList();

        foreach (var line in lines)
            output.WriteLine(string.Join("  ", line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
