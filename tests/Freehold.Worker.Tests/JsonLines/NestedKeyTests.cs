namespace Freehold.Worker.Tests.JsonLines;

public sealed class NestedKeyTests
{
    private const string Lines = """
        {"id":1,"address":{"street" : "Canary 1","zip":"0115", "geo":[1.0,2]},"items":[{"name":"a","n":1.50},{"n":2},3,{"name":null}],"a.b":"x"}
        {"id":2,"address":null,"items":[]}
        {"id":3,"address":"none","items":{"name":"not an element"}}

        """;

    private readonly WorkBench _bench = new();

    [SetUp]
    public void Put() => _bench.Put("in/a.jsonl", Lines);

    [TearDown]
    public void Remove() => _bench.Dispose();

    [Test]
    public async Task Rules_reach_into_objects_and_arrays_and_leave_all_else()
    {
        (await _bench.RunAsync("[{columns: [address.street, 'items[].name'], action: redact, with: R}, {columns: a.b, action: redact, with: whole}]")).AssertCommitted();

        Assert.That(_bench.Output("a.jsonl"), Is.EqualTo("""
            {"id":1,"address":{"street":"R","zip":"0115","geo":[1.0,2]},"items":[{"name":"R","n":1.50},{"n":2},3,{"name":null}],"a.b":"whole"}
            {"id":2,"address":null,"items":[]}
            {"id":3,"address":"none","items":{"name":"not an element"}}

            """));
    }

    [Test]
    public async Task More_paths_than_a_column_may_have_are_refused_and_not_passed_over()
    {
        var paths = string.Join(", ", Enumerable.Range(0, 64).Select(number => $"address.key{number}").Append("address.street"));

        var failed = (await _bench.RunAsync($"[{{columns: [{paths}], action: redact}}]")).Failed;

        Assert.That((failed.Code, failed.Detail, failed.ColumnName), Is.EqualTo(("spec_invalid", "too_many_paths", "address")));
    }

    [Test]
    public async Task Keys_are_dropped_kept_and_met_by_a_star_first_rule_first()
    {
        (await _bench.RunAsync("[{columns: address.zip, action: keep}, {columns: address.street, action: drop}, {columns: 'address.*', action: redact, with: R}]")).AssertCommitted();

        Assert.That(_bench.Output("a.jsonl").Split('\n')[0], Does.Contain("""
            "address":{"zip":"0115","geo":"R"},
            """.Trim()));
    }

    [TestCase("csv")]
    [TestCase("parquet")]
    public async Task Nothing_of_them_is_left_in_other_formats(string format)
    {
        (await _bench.RunAsync("[{columns: address.street, action: redact, with: R}]", spec: $"format: {format}")).AssertCommitted();

        var output = _bench.OutputPath("a." + format);
        var value = ParquetFiles.Query($"select address::varchar from '{output}' limit 1", output).Text(0, 0);
        Assert.That(value, Does.StartWith("{\"street\":\"R\"").And.Not.Contain("Canary"));
    }

    [TestCase("address.sreet")]
    [TestCase("items[].nane")]
    [TestCase("addres.street")]
    public async Task A_path_that_no_row_has_fails(string path)
    {
        var run = await _bench.RunAsync($"[{{columns: '{path}', action: redact}}]");

        Assert.That((run.Failed.Detail, run.Failed.ColumnName), Is.EqualTo(("unknown_column", path)));
        Assert.That(_bench.OutputFiles, Is.Empty);
    }
}
