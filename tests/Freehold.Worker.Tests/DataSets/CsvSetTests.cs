using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Freehold.Worker.Tests.DataSets;

/// <summary>
/// Every CSV file of the data sets into every format, with one column changed: all others hold what another library reads in the
/// input, and the changed one what HMAC gives.
/// </summary>
public sealed class CsvSetTests
{
    private static readonly string[] Formats = ["csv", "jsonl", "parquet"];

    private static IEnumerable<TestCaseData> Files =>
        from file in new[] { ("adult", ""), ("csv-cases", "csvs"), ("chinook", ""), ("febrl", ""), ("presidio-pii", ""), ("vega", "") }
            .SelectMany(set => Directory.EnumerateFiles(DataSet.PathOf(set.Item1, set.Item2)))
            .Concat(Directory.EnumerateFiles(DataSet.Baseball))
        where file.EndsWith(".csv", StringComparison.Ordinal) || file.EndsWith(".tsv", StringComparison.Ordinal)
        from format in Formats
        select new TestCaseData(file, format).SetArgDisplayNames(Path.GetFileName(file), format);

    [TestCaseSource(nameof(Files))]
    public async Task One_column_changes_and_the_others_do_not(string file, string format)
    {
        using var bench = new WorkBench();
        var name = Path.GetFileName(file);
        var delimiter = name.EndsWith(".tsv", StringComparison.Ordinal) ? '\t' : ',';
        bench.Put("in/" + name, await File.ReadAllBytesAsync(file));
        var expected = IndependentCsv.Read(file, delimiter);
        var (header, changed) = (expected[0], expected[0][0]);
        var domain = HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(Secrets.Master), 32, [], "freehold/default"u8.ToArray());
        foreach (var row in expected.Skip(1).Where(row => row[0].Length > 0))
            row[0] = Convert.ToHexStringLower(HMACSHA256.HashData(domain, Encoding.UTF8.GetBytes("\u001f" + row[0])))[..32];

        (await bench.RunAsync($"[{{columns: {JsonSerializer.Serialize(changed)}, action: pseudonym}}]", spec: $"format: {format}")).AssertCommitted();

        var output = bench.OutputPath(format is "csv" ? name : Path.ChangeExtension(name, format));
        var actual = format switch
        {
            "csv" => IndependentCsv.Read(output, delimiter),
            "jsonl" => [header, .. (await File.ReadAllLinesAsync(output)).Select(line => RowOf(line, header))],
            _ => [header, .. RowsOf(output, header)],
        };
        Assert.That(actual, Is.EqualTo(expected));
    }

    [Test]
    public void The_expected_records_of_csv_cases_are_what_the_other_library_reads()
    {
        // The expected JSON of one file has another phone number than the file, and of another CR LF where the file has LF.
        foreach (var file in Directory.EnumerateFiles(DataSet.PathOf("csv-cases", "csvs")).Where(file => !file.EndsWith("location_coordinates.csv", StringComparison.Ordinal)))
        {
            using var json = JsonDocument.Parse(File.ReadAllText(DataSet.PathOf("csv-cases", $"json/{Path.GetFileNameWithoutExtension(file)}.json")));
            var rows = IndependentCsv.Read(file);
            var records = json.RootElement.ValueKind is JsonValueKind.Array ? json.RootElement.EnumerateArray().ToList() : [json.RootElement];
            var expected = records.Select(record => record.EnumerateObject().Select(field => field.Value.GetString()!.ReplaceLineEndings("\n")).ToArray());
            Assert.That(rows.Skip(1).Select(row => row.Select(field => field.ReplaceLineEndings("\n")).ToArray()), Is.EqualTo(expected), file);
        }
    }

    private static string[] RowOf(string line, string[] header)
    {
        using var json = JsonDocument.Parse(line);
        return [.. header.Select(name => json.RootElement.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "")];
    }

    private static IEnumerable<string[]> RowsOf(string parquet, string[] header)
    {
        var rows = ParquetFiles.Query($"select * from read_parquet('{parquet}')", parquet);
        return Enumerable.Range(0, rows.RowCount).Select(row => Enumerable.Range(0, header.Length).Select(column => rows.Text(row, column) ?? "").ToArray());
    }
}
