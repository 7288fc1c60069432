namespace Freehold.Worker.Tests.Transform;

/// <summary>Same value, same result: in another file, format, run, and however many threads and tasks there are.</summary>
public sealed class ConsistencyTests
{
    private const string Rules = """
        [{columns: email, action: pseudonym, domain: people}, {columns: name, action: fake, entity: name, domain: people},
         {columns: born, action: date_shift, days: 100, subject: email, domain: people}, {columns: card, action: fake, entity: credit_card}]
        """;

    private static readonly string[][] People =
    [
        ["anna@example.com", "Anna Müller", "1990-01-02", "4111 1111 1111 1111"],
        ["bo@example.com", "Bo \"B\" Berg", "2001-12-31", "5500 0000 0000 0004"],
        ["chloé@example.com", "Chloé, Ltd", "1966-07-05", "340000000000009"],
    ];

    [Test]
    public async Task Files_of_all_formats_agree()
    {
        using var bench = new WorkBench();
        bench.Put("in/a.csv", "email,name,born,card\n" + string.Concat(People.Select(person => string.Join(',', person.Select(Quoted)) + "\n")));
        bench.Put("in/b.jsonl", string.Concat(People.Select(person =>
            System.Text.Json.JsonSerializer.Serialize(new { email = person[0], name = person[1], born = person[2], card = person[3] }) + "\n")));
        ParquetFiles.Write(bench.PathOf("in/c.parquet"), "from (values "
            + string.Join(", ", People.Select(person => $"({string.Join(", ", person.Select(DuckDb.SqlText.Literal))})")) + ") t(email, name, born, card)");

        (await bench.RunAsync(Rules)).AssertCommitted();

        var csv = Csv.CsvFiles.Read(bench.Output("a.csv")).Skip(1).Select(row => string.Join('|', row)).ToList();
        var json = bench.Output("b.jsonl").TrimEnd().Split('\n')
            .Select(line => string.Join('|', System.Text.Json.Nodes.JsonNode.Parse(line)!.AsObject().Select(pair => (string?)pair.Value))).ToList();
        var output = bench.OutputPath("c.parquet");
        var rows = ParquetFiles.Query($"select email || '|' || name || '|' || born || '|' || card from '{output}'", output);
        var parquet = Enumerable.Range(0, rows.RowCount).Select(row => rows.Text(row, 0)).ToList();

        Assert.That(json, Is.EqualTo(csv));
        Assert.That(parquet, Is.EqualTo(csv));
        Assert.That(csv.Distinct().Count(), Is.EqualTo(3));
    }

    [Test]
    public async Task Two_runs_and_any_number_of_threads_give_the_same_bytes_in_the_same_order()
    {
        using var bench = new WorkBench();
        var rows = Enumerable.Range(0, 60_000).Select(row => $"p{row % 999}@x.org,Name {row % 77},{1950 + (row % 60)}-01-0{1 + (row % 9)},{row}\n");
        bench.Put("in/a.csv", "email,name,born,card\n" + string.Concat(rows));

        (await bench.RunAsync(Rules, jobId: "one", more: "resources: {cpu: '1'}")).AssertCommitted();
        (await bench.RunAsync(Rules, jobId: "two", more: "resources: {cpu: '4'}")).AssertCommitted();

        Assert.That(bench.Output("a.csv", "two"), Is.EqualTo(bench.Output("a.csv", "one")));
        Assert.That(Csv.CsvFiles.Read(bench.Output("a.csv", "one")), Has.Count.EqualTo(60_001));
    }

    [TestCase("parquet")]
    [TestCase("jsonl")]
    [TestCase("csv")]
    public async Task Another_output_format_holds_the_same_values(string format)
    {
        using var bench = new WorkBench();
        bench.Put("in/a.csv", "email,name,born,card\n" + string.Concat(People.Select(person => string.Join(',', person.Select(Quoted)) + "\n")));
        bench.Put("in/b.jsonl", string.Concat(People.Select(person =>
            System.Text.Json.JsonSerializer.Serialize(new { email = person[0], name = person[1], born = person[2], card = person[3] }) + "\n")));

        (await bench.RunAsync(Rules, spec: $"format: {format}")).AssertCommitted();

        var from = format switch { "parquet" => "read_parquet", "csv" => "read_csv", _ => "read_json" };
        var more = format is "csv" ? ", all_varchar = true" : format is "jsonl" ? ", columns = {email: 'VARCHAR', name: 'VARCHAR', born: 'VARCHAR', card: 'VARCHAR'}" : "";
        var (one, other) = (bench.OutputPath("a." + format), bench.OutputPath("b." + format));
        var differences = ParquetFiles.Query(
            $"select count(*) from (from {from}('{one}'{more}) except all from {from}('{other}'{more})), (select count(*) as n from {from}('{one}'{more}))", one, other);
        var rows = ParquetFiles.Query($"select count(*) from {from}('{other}'{more})", other);

        Assert.That(differences.Number(0, 0), Is.Zero);
        Assert.That(rows.Number(0, 0), Is.EqualTo(3));
    }

    [Test]
    public async Task Null_stays_null_and_empty_stays_empty_under_every_action()
    {
        using var bench = new WorkBench();
        string[] actions = ["pseudonym", "hash", "mask", "redact", "fake, entity: email", "date_shift, days: 3"];
        bench.Put("in/a.csv", string.Join(',', actions.Select((_, index) => $"c{index}")) + "\n,,,,,\n" + string.Join(',', actions.Select(_ => "\"\"")) + "\n");

        (await bench.RunAsync($"[{string.Join(", ", actions.Select((action, index) => $"{{columns: c{index}, action: {action}}}"))}]")).AssertCommitted();

        Assert.That(bench.Output("a.csv").Split('\n')[1..3], Is.EqualTo(new[] { ",,,,,", "\"\",\"\",\"\",\"\",\"\",\"\"" }));
    }

    private static string Quoted(string value) => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
