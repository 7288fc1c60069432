using System.Text.Json;

namespace Freehold.Worker.Tests.Detection;

/// <summary>Columns whose names say nothing, in every format: what they hold decides.</summary>
public sealed class When_rules_choose_by_entity
{
    private const string Rules = "[{entities: email, action: redact, with: gone}, {columns: 'b*', entities: [phone_number], action: mask, keepLast: 2}]";

    private static readonly string[][] People =
    [
        ["anna@example.org", "+49 30 1234567", "07700 900 123", "canary one"],
        ["bo@example.org", "+46 8 928 571 38", "07700 900 456", "canary two"],
        ["", "", "", ""],
        ["cleo@example.org", "(898) 666-3621", "07700 900 789", "canary three"],
    ];

    [Test]
    public async Task The_columns_of_a_csv_file_are_found()
    {
        using var bench = new WorkBench();
        bench.Put("in/a.csv", Csv());

        (await bench.RunAsync(Rules)).AssertCommitted();

        Assert.That(bench.Output("a.csv").Split('\n')[1], Is.EqualTo("gone,+49 30 1234567,***** *** *23,canary one"));
        Assert.That(bench.Output("a.csv").Split('\n')[3], Is.EqualTo(",,,"), "empty stays empty");
    }

    [Test]
    public async Task The_keys_of_json_lines_are_found()
    {
        using var bench = new WorkBench();
        bench.Put("in/a.jsonl", string.Concat(People.Select(person =>
            JsonSerializer.Serialize(new { a = person[0], c = person[1], b1 = person[2], n = person[3] }) + "\n")));

        (await bench.RunAsync(Rules)).AssertCommitted();

        var first = JsonDocument.Parse(bench.Output("a.jsonl").Split('\n')[0]).RootElement;
        Assert.That((first.GetProperty("a").GetString(), first.GetProperty("c").GetString(), first.GetProperty("b1").GetString()),
            Is.EqualTo(("gone", "+49 30 1234567", "***** *** *23")));
    }

    [Test]
    public async Task The_columns_of_a_parquet_file_are_found()
    {
        using var bench = new WorkBench();
        ParquetFiles.Write(bench.PathOf("in/a.parquet"), "from (values "
            + string.Join(", ", People.Select(person => $"({string.Join(", ", person.Select(DuckDb.SqlText.Literal))}, [1, 2])")) + ") t(a, c, b1, n, list)");

        (await bench.RunAsync(Rules)).AssertCommitted();

        var output = bench.OutputPath("a.parquet");
        Assert.That(ParquetFiles.Query($"select a || '|' || c || '|' || b1 from '{output}'", output).Text(0, 0), Is.EqualTo("gone|+49 30 1234567|***** *** *23"));
    }

    [Test]
    public async Task The_first_rule_that_matches_decides()
    {
        using var bench = new WorkBench();
        bench.Put("in/a.csv", Csv());

        (await bench.RunAsync("[{columns: a, action: keep}, {entities: [email, phone_number], action: redact, with: gone}, {columns: n, action: redact, with: note}]")).AssertCommitted();

        Assert.That(bench.Output("a.csv").Split('\n')[1], Is.EqualTo("anna@example.org,gone,gone,note"));
    }

    [Test]
    public async Task A_column_that_is_empty_at_first_is_looked_at_further_on()
    {
        using var bench = new WorkBench();
        bench.Put("in/a.csv", "id,x\n" + string.Concat(Enumerable.Range(0, 500).Select(row => $"{row},{(row < 300 ? "" : $"p{row}@example.org")}\n")));

        (await bench.RunAsync("[{entities: email, action: redact, with: gone}]", spec: "classify: {samples: 200}")).AssertCommitted();

        Assert.That(bench.Output("a.csv").Split('\n')[301], Is.EqualTo("300,gone"));
    }

    [Test]
    public async Task The_threshold_is_the_specs()
    {
        using var bench = new WorkBench();
        bench.Put("in/a.csv", "x\n" + string.Concat(Enumerable.Range(0, 10).Select(row => row < 7 ? "anna@example.org\n" : "none\n")));

        (await bench.RunAsync("[{entities: email, action: redact, with: gone}]", spec: "classify: {threshold: 0.8}")).AssertCommitted();
        Assert.That(bench.Output("a.csv"), Does.Contain("anna@example.org"));

        (await bench.RunAsync("[{entities: email, action: redact, with: gone}]", spec: "classify: {threshold: 0.7}", jobId: "lower")).AssertCommitted();
        Assert.That(bench.Output("a.csv", "lower"), Does.Not.Contain("anna@example.org"));
    }

    [Test]
    public async Task The_log_and_the_manifest_name_the_columns_and_hold_no_value()
    {
        using var bench = new WorkBench();
        bench.Put("in/a.csv", Csv());

        var run = await bench.RunAsync("[{entities: [email, phone_number], action: redact, with: gone}, {columns: n, action: drop}]");
        run.AssertCommitted();

        var everything = bench.Everything(run);
        Assert.That(everything, Does.Contain("column a is email"));
        Assert.That(everything, Does.Contain("\"entity\": \"phone_number\""));
        foreach (var value in People.SelectMany(person => person).Where(value => value.Length > 0))
            Assert.That(everything, Does.Not.Contain(value));
    }

    [Test]
    public async Task A_column_without_a_rule_is_still_blocked()
    {
        using var bench = new WorkBench();
        bench.Put("in/a.csv", Csv());

        var run = await bench.RunAsync("[{entities: [email, phone_number], action: redact}]", spec: "default: block");

        Assert.That((run.Failed.Detail, run.Failed.ColumnName), Is.EqualTo(("column_without_rule", "n")));
    }

    private static string Csv() => "a,c,b1,n\n" + string.Concat(People.Select(person => string.Join(',', person) + "\n"));
}
