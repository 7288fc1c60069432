using System.Globalization;
using System.Text.Json;

namespace Freehold.Worker.Tests.DataSets;

/// <summary>JSON lines and a JSON array into every format, compared with what System.Text.Json reads in the input.</summary>
public sealed class JsonSetTests
{
    [TestCase("movies.jsonl", "Title")]
    [TestCase("penguins.json", "Species")]
    public async Task Lines_keep_the_bytes_of_values_without_a_rule(string name, string changed)
    {
        using var bench = new WorkBench();
        bench.Put("in/" + name, await File.ReadAllBytesAsync(DataSet.PathOf("vega", name)));

        (await bench.RunAsync($"[{{columns: {changed}, action: redact, with: R}}]")).AssertCommitted();

        var actual = await File.ReadAllLinesAsync(bench.OutputPath(Path.ChangeExtension(name, "jsonl")));
        Assert.That(actual.Select(line => Raw(line, changed)), Is.EqualTo(Objects(name).Select(line => Raw(line, changed))));
        Assert.That(actual.Select(line => JsonDocument.Parse(line).RootElement.GetProperty(changed).ToString()), Is.All.EqualTo("R").Or.Empty);
    }

    [TestCase("movies.jsonl")]
    [TestCase("penguins.json")]
    public async Task Columns_hold_the_same_values(string name)
    {
        using var bench = new WorkBench();
        bench.Put("in/" + name, await File.ReadAllBytesAsync(DataSet.PathOf("vega", name)));

        (await bench.RunAsync("[{columns: '*', action: keep}]", spec: "format: csv")).AssertCommitted();
        (await bench.RunAsync("[{columns: '*', action: keep}]", spec: "format: parquet", jobId: "parquet")).AssertCommitted();

        var csv = IndependentCsv.Read(bench.OutputPath(Path.ChangeExtension(name, "csv")));
        var path = bench.OutputPath(Path.ChangeExtension(name, "parquet"), "parquet");
        var parquet = ParquetFiles.Query($"select columns(*)::varchar from read_parquet('{path}')", path);
        var expected = Objects(name);

        Assert.That((csv.Count - 1, parquet.RowCount), Is.EqualTo((expected.Count, expected.Count)));
        for (var row = 0; row < expected.Count; row++)
        {
            using var json = JsonDocument.Parse(expected[row]);
            for (var column = 0; column < csv[0].Length; column++)
            {
                var value = json.RootElement.TryGetProperty(csv[0][column], out var found) ? found : default;
                Assert.That(Comparable(csv[row + 1][column]), Is.EqualTo(Text(value)), $"{csv[0][column]} of row {row}");
                Assert.That(Comparable(parquet.Text(row, column) ?? ""), Is.EqualTo(Text(value)), $"{csv[0][column]} of row {row}");
            }
        }
    }

    private static List<string> Objects(string name)
    {
        var text = File.ReadAllText(DataSet.PathOf("vega", name));
        if (!name.EndsWith(".json", StringComparison.Ordinal))
            return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)];

        using var array = JsonDocument.Parse(text);
        return [.. array.RootElement.EnumerateArray().Select(element => element.GetRawText())];
    }

    private static string Raw(string line, string without)
    {
        using var json = JsonDocument.Parse(line);
        return string.Join('\n', json.RootElement.EnumerateObject().Where(field => field.Name != without).Select(field => $"{field.Name}:{field.Value.GetRawText()}"));
    }

    // 39.0 and 39 are one number.
    private static string Comparable(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number.ToString("R", CultureInfo.InvariantCulture) : text;

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => "",
        JsonValueKind.String => Comparable(value.GetString()!),
        _ => Comparable(value.GetRawText()),
    };
}
