using System.Text;
using Freehold.Worker.Csv;

namespace Freehold.Worker.Tests.Csv;

/// <summary>CSV texts and tables, there and back, by our own reader.</summary>
internal static class CsvFiles
{
    public static readonly CsvFormat Comma = new((byte)',', (byte)'"', Header: true);

    public static List<List<string>> Read(string text)
    {
        using var reader = new CsvReader(new MemoryStream(Encoding.UTF8.GetBytes(text)), Comma);
        var rows = new List<List<string>>();
        var scratch = Array.Empty<byte>();
        while (reader.Read())
        {
            reader.BlankLinesAreRows = rows.Count == 0 ? reader.FieldCount == 1 : reader.BlankLinesAreRows;
            var row = new List<string>();
            for (var index = 0; index < reader.FieldCount; index++)
                row.Add(Encoding.UTF8.GetString(reader.Field(index, ref scratch)));
            rows.Add(row);
        }

        return reader.Problem is CsvProblem.None ? rows : throw new AssertionException($"{reader.Problem} on line {reader.Line}");
    }
}
