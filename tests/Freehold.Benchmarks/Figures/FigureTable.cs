using System.Globalization;

namespace Freehold.Benchmarks.Figures;

/// <summary>Results for people.</summary>
internal sealed class FigureTable
{
    private readonly List<string[]> _rows = [["benchmark", "what", "median", "least", "most", "unit", "goal"]];

    public void Add(string benchmark, IEnumerable<Figure> figures)
    {
        foreach (var figure in figures)
            _rows.Add([benchmark, figure.Name, Text(figure.Median), Text(figure.Values.Min()), Text(figure.Values.Max()), figure.Unit, figure.Goal]);
    }

    public void WriteTo(TextWriter output)
    {
        var widths = Enumerable.Range(0, _rows[0].Length).Select(column => _rows.Max(row => row[column].Length)).ToList();
        foreach (var row in _rows)
            output.WriteLine(string.Join("  ", row.Select((cell, column) => column is >= 2 and <= 4 ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd());
    }

    private static string Text(double value) => value.ToString(value >= 100 ? "N0" : "0.000", CultureInfo.InvariantCulture);
}
