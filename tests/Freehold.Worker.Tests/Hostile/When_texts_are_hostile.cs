namespace Freehold.Worker.Tests.Hostile;

/// <summary>Files of text that are made to use up memory, disk or time. Each ends in a code, and the good one beside them is done.</summary>
// Each uses all the memory and processors that it may: one after the other.
[NonParallelizable]
public sealed class When_texts_are_hostile
{
    private const long Gibi = 1024L * 1024 * 1024;

    private readonly HostileBench _bench = new();

    private static Dictionary<string, string> Expected { get; } = new(StringComparer.Ordinal)
    {
        ["long-line.csv"] = "bad_input/row_too_long",
        ["long-line.jsonl"] = "bad_input/row_too_long",
        ["open-quote.csv"] = "bad_input/row_too_long",
        ["deep.jsonl"] = "bad_input/not_json",
        ["deep-array.json"] = "bad_input/not_json",
        ["wide.csv"] = "bad_input/too_many_columns",
        ["wide.jsonl"] = "bad_input/too_many_columns",
        ["bomb.csv.gz"] = "bad_input/expands_too_far",
        ["bomb.jsonl.gz"] = "bad_input/expands_too_far",
        ["cut.csv.gz"] = "bad_input/not_gzip",
        ["nul.csv"] = "bad_input/nul_in_name",
        ["nul.jsonl"] = "bad_input/nul_in_name",
        ["zeros.parquet"] = "bad_input/not_parquet",
    };

    [SetUp]
    public void Inputs()
    {
        var files = _bench.Files;
        var deep = new string('[', 100_000);
        var bomb = GzipBomb.Of("a,b\n1,2\n", (byte)'\n', millions: 1000);

        _bench.PutSparse("in/long-line.csv", "a,b\n1,2\n", 2 * Gibi);
        _bench.PutSparse("in/long-line.jsonl", "{\"a\":1}\n", 2 * Gibi);
        _bench.PutSparse("in/open-quote.csv", "a,b\n1,\"", Gibi);
        _bench.PutSparse("in/zeros.parquet", "PAR1", 2 * Gibi);
        files.Put("in/deep.jsonl", $"{{\"a\":{deep}\n");
        files.Put("in/deep-array.json", $"[{{\"a\":{deep}");
        files.Put("in/wide.csv", string.Join(',', Enumerable.Range(0, 100_000).Select(column => $"c{column}")) + "\n");
        files.Put("in/wide.jsonl", "{" + string.Join(',', Enumerable.Range(0, 100_000).Select(key => $"\"k{key}\":1")) + "}\n");
        files.Put("in/bomb.csv.gz", bomb);
        files.Put("in/bomb.jsonl.gz", GzipBomb.Of("{\"a\":1}\n", (byte)'\n', millions: 1000));
        files.Put("in/cut.csv.gz", GzipBomb.Of("a,b\n1,2\n", (byte)'\n', millions: 1)[..^9]);
        files.Put("in/zz-good.csv", "a,b\nanna@example.org,2\n");
        files.Put("in/zz-nul.csv", "a,b\n\0\0,\"\0\"\n");
        files.Put("in/nul.csv", "a,b\0,\0\n1,2,3\n");
        files.Put("in/nul.jsonl", "{\"a\":1,\"b\\u0000\":2}\n");
        files.Put("in/zz-case.jsonl", "{\"a\":1,\"A\":2}\n");
        files.Put("in/zz-packed.csv.gz", GzipBomb.Of("a,b\n1,2\n", (byte)'\n', millions: 0));
    }

    [TearDown]
    public void Remove() => _bench.Dispose();

    [TestCase("rules: [{columns: a, action: mask}]\nbadFiles: quarantine", "bad_input/not_json")]
    [TestCase("rules: [{columns: a, when: \"true\", action: mask}]\nbadFiles: quarantine\nbadRows: quarantine", "bad_input/too_many_bad_rows")]
    public async Task A_transform_puts_them_aside_and_does_the_others(string spec, string deepLine)
    {
        var run = await _bench.RunAsync("transform", spec);

        Assert.That(HostileBench.PutAside(run), Is.EquivalentTo(new Dictionary<string, string>(Expected, StringComparer.Ordinal)
        {
            ["deep.jsonl"] = deepLine,
        }));
        Assert.That(run.Succeeded.Artifacts, Has.Count.EqualTo(4));
    }

    [Test]
    public async Task A_profile_puts_them_aside_and_does_the_others()
    {
        var run = await _bench.RunAsync("profile", "badFiles: quarantine");

        // Whole lines are copied where keys differ only in case; columns of a report cannot.
        Assert.That(HostileBench.PutAside(run), Is.EquivalentTo(new Dictionary<string, string>(Expected, StringComparer.Ordinal)
        {
            ["zz-case.jsonl"] = "bad_input/duplicate_column",
        }));
        Assert.That(run.Succeeded.Totals.TasksDone, Is.EqualTo(Expected.Count + 4));
    }
}
