using CsvHelper;

namespace Freehold.Worker.Tests.DataSets;

/// <summary>CSV as another library reads it.</summary>
internal static class IndependentCsv
{
    public static List<string[]> Read(string path, char separator = ',')
    {
        using var file = new MemoryStream(File.ReadAllBytes(path));
        using var reader = CsvReader.Create(file, new CsvReaderOptions { HasHeader = false, Separator = separator, SkipEmptyLines = false }, leaveOpen: true);
        var rows = new List<string[]>();
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        return rows;
    }
}
