using System.Text.Json.Nodes;
using Freehold.JobContract.Failures;

namespace Freehold.Worker.Tests.Rows;

public sealed class When_rows_are_bad
{
    private const string Quarantine = "badRows: quarantine\n  maxBadRows: 90%";

    private readonly WorkBench _bench = new();

    [TearDown]
    public void Remove() => _bench.Dispose();

    [Test]
    public async Task Each_goes_as_it_is_into_quarantine_with_its_line_and_reason()
    {
        _bench.Put("in/a.csv",
        [
            .. "id,born\r\n1,2020-01-01\r\n2\r\n3,2020-01-01,x\r\n4,canary\r\n5,\"a\" b\r\n6,2020-01-02\r\n"u8, .. "7,M"u8, 0xFC, .. "ller\r\n8,2020-01-03\r\n9,\"open\r\n10,2020-01-04\r\n"u8,
        ]);

        var run = await _bench.RunAsync("[{columns: born, action: date_shift, days: 10}]", spec: Quarantine);

        run.AssertCommitted();
        Assert.That(Ids("a.csv"), Is.EqualTo(new[] { "1", "6", "8", "10" }));
        Assert.That(
            await File.ReadAllBytesAsync(_bench.OutputPath("quarantine/a.csv")),
            Is.EqualTo((byte[])
            [
                .. "id,born\n2\r\n3,2020-01-01,x\r\n4,canary\r\n5,\"a\" b\r\n"u8, .. "7,M"u8, 0xFC, .. "ller\r\n9,\"open\r\n"u8,
            ]));
        Assert.That(_bench.Output("quarantine/a.csv.reasons.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries), Is.EqualTo(new[]
        {
            "{\"line\":3,\"reason\":\"too_few_fields\"}",
            "{\"line\":4,\"reason\":\"too_many_fields\"}",
            "{\"line\":5,\"reason\":\"not_a_date\",\"column\":\"born\"}",
            "{\"line\":6,\"reason\":\"misplaced_quote\"}",
            "{\"line\":8,\"reason\":\"not_utf8\"}",
            "{\"line\":10,\"reason\":\"unterminated_quote\"}",
        }));
    }

    [Test]
    public async Task They_leave_the_sink_in_numbers_alone()
    {
        _bench.Put("in/a.csv", "id,born\n1,2020-01-01\n2,canary\n");

        var run = await _bench.RunAsync("[{columns: born, action: date_shift, days: 10}]", spec: Quarantine);

        run.AssertCommitted();
        Assert.That(run.Report + run.People, Does.Not.Contain("canary"));
        Assert.That(await File.ReadAllTextAsync(_bench.OutputPath("logs/worker.log")), Does.Not.Contain("canary"));
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(Path.Join(_bench.OutputFolder, "job", "manifest.json")))!;
        Assert.That(manifest["files"]!.AsArray().Select(file => ((string?)file!["name"], (string?)file["kind"])), Is.EqualTo(new (string?, string?)[]
        {
            ("1/a.csv", null), ("1/quarantine/a.csv", "quarantine"), ("1/quarantine/a.csv.reasons.jsonl", "quarantine"),
        }));
        Assert.That((long?)manifest["rows"], Is.EqualTo(1));
    }

    [Test]
    public async Task Lines_that_are_no_JSON_are_put_aside_too()
    {
        _bench.Put("in/a.jsonl", "{\"id\":1,\"n\":\"4\"}\nnonsense\n{\"id\":2,\"n\":\"x\"}\n\n[1]\n{\"other\":\n{\"id\":3}\n");

        var run = await _bench.RunAsync("[{columns: n, action: expression, value: this | int + 1}]", spec: Quarantine);

        run.AssertCommitted();
        Assert.That(_bench.Output("a.jsonl"), Is.EqualTo("{\"id\":1,\"n\":\"5\"}\n"), "a missing key is null, and null + 1 is an error");
        Assert.That(_bench.Output("quarantine/a.jsonl"), Is.EqualTo("nonsense\n{\"id\":2,\"n\":\"x\"}\n[1]\n{\"other\":\n{\"id\":3}\n"));
        Assert.That(_bench.Output("quarantine/a.jsonl.reasons.jsonl"), Does.Contain("{\"line\":3,\"reason\":\"not_a_number\",\"column\":\"n\"}").And.Contain("\"line\":6"));
    }

    [Test]
    public async Task Rows_of_Parquet_stay_Parquet()
    {
        ParquetFiles.Write(_bench.PathOf("in/a.parquet"), "select range as id, 100 // (range - 3) as n, [range] as list from range(10)");

        var run = await _bench.RunAsync("[{columns: n, action: expression, value: 10 // (row.id - 3)}]", spec: Quarantine);

        run.AssertCommitted();
        var aside = _bench.OutputPath("quarantine/a.parquet");
        Assert.That(ParquetFiles.Query($"select id from read_parquet('{aside}')", aside).Number(0, 0), Is.EqualTo(3));
        Assert.That(ParquetFiles.Columns(aside).Select(column => column.Type), Is.EqualTo(new[] { "BIGINT", "BIGINT", "BIGINT[]" }));
        Assert.That(_bench.Output("quarantine/a.parquet.reasons.jsonl"), Is.EqualTo("{\"line\":4,\"reason\":\"division_by_zero\",\"column\":\"n\"}\n"));
        var written = _bench.OutputPath("a.parquet");
        Assert.That(ParquetFiles.Query($"select count(*) from read_parquet('{written}')", written).Number(0, 0), Is.EqualTo(9));
    }

    [TestCase("maxBadRows: 1", 2UL, 1UL)]
    [TestCase("maxBadRows: 20%", 2UL, 1UL)]
    [TestCase("maxBadRows: 0", 2UL, 0UL)]
    public async Task Too_many_fail_the_task(string limit, ulong found, ulong most)
    {
        _bench.Put("in/a.csv", "id,b\n1,1\n2\n3\n4,4\n");

        var run = await _bench.RunAsync("[{columns: id, action: keep}]", spec: $"badRows: quarantine\n  {limit}");

        Assert.That((run.Failed.Detail, run.Failed.Found, run.Failed.Expected), Is.EqualTo((FailureDetail.TooManyBadRows, found, most)), run.People);
        Assert.That(_bench.OutputFiles, Is.Empty);
    }

    [TestCase("id,b\n1\n")]
    [TestCase("id,b\n1\n2\n")]
    public async Task A_file_without_a_sound_row_fails(string content)
    {
        _bench.Put("in/a.csv", content);
        var run = await _bench.RunAsync("[{columns: id, action: keep}]", spec: "badRows: quarantine\n  maxBadRows: 100%");
        Assert.That(run.Failed.Detail, Is.EqualTo(FailureDetail.TooManyBadRows), run.People);
    }

    [Test]
    public async Task Without_quarantine_the_first_fails_the_task()
    {
        _bench.Put("in/a.csv", "id,b\n1,2\n2\n");
        var run = await _bench.RunAsync("[{columns: id, when: this == 1, action: redact}]");
        Assert.That((run.Failed.Detail, run.Failed.Line, run.Failed.Expected, run.Failed.Found), Is.EqualTo((FailureDetail.TooFewFields, 3UL, 2UL, 1UL)), run.People);
    }

    [Test]
    public async Task A_file_without_bad_rows_has_no_quarantine_and_is_the_same()
    {
        _bench.Put("in/a.csv", "id,b\r\n1,\"\"\r\n2,\r\n\"3\",\"x\"\"y\"\r\n");

        (await _bench.RunAsync("[{columns: id, action: keep}]", spec: Quarantine)).AssertCommitted();
        (await _bench.RunAsync("[{columns: id, action: keep}]", jobId: "plain")).AssertCommitted();

        Assert.That(_bench.Output("a.csv"), Is.EqualTo(_bench.Output("a.csv", "plain")));
        Assert.That(_bench.OutputFiles, Has.None.Contain("quarantine"));
    }

    private List<string> Ids(string name) =>
        [.. _bench.Output(name).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')[0])];
}
