namespace Freehold.Worker.Tests.DataSets;

public sealed class ParquetSetTests
{
    private static IEnumerable<string> Good => Names("");

    private static IEnumerable<string> Bad => Names("bad");

    [TestCaseSource(nameof(Good))]
    public async Task A_file_is_copied_type_by_type_and_value_by_value(string name)
    {
        using var bench = new WorkBench();
        bench.Put("in/a.parquet", await File.ReadAllBytesAsync(DataSet.PathOf("parquet-cases", name)));

        (await bench.RunAsync("[{columns: 'no_such_*', action: drop}]")).AssertCommitted();

        var output = bench.OutputPath("a.parquet");
        Assert.That(ParquetFiles.Columns(output), Is.EqualTo(ParquetFiles.Columns(bench.PathOf("in/a.parquet"))));
        Assert.That(ParquetFiles.Differences(bench.PathOf("in/a.parquet"), output), Is.Zero);
    }

    [TestCaseSource(nameof(Good))]
    public async Task A_file_becomes_text_with_as_many_rows(string name)
    {
        using var bench = new WorkBench();
        bench.Put("in/a.parquet", await File.ReadAllBytesAsync(DataSet.PathOf("parquet-cases", name)));
        var rows = ParquetFiles.Query($"select count(*) from read_parquet('{bench.PathOf("in/a.parquet")}')", bench.PathOf("in/a.parquet")).Number(0, 0);

        (await bench.RunAsync("[{columns: 'no_such_*', action: drop}]", spec: "format: csv", jobId: "csv")).AssertCommitted();
        (await bench.RunAsync("[{columns: 'no_such_*', action: drop}]", spec: "format: jsonl", jobId: "jsonl")).AssertCommitted();

        Assert.That(IndependentCsv.Read(bench.OutputPath("a.csv", "csv")).Count - 1, Is.EqualTo(rows));
        Assert.That((await File.ReadAllLinesAsync(bench.OutputPath("a.jsonl", "jsonl"))).Length, Is.EqualTo(rows));
    }

    [TestCaseSource(nameof(Bad))]
    public async Task A_damaged_or_hostile_file_is_read_or_ends_in_a_code(string name)
    {
        using var bench = new WorkBench();
        bench.Put("in/bad.parquet", await File.ReadAllBytesAsync(DataSet.PathOf("parquet-cases", Path.Join("bad", name))));

        var run = await bench.RunAsync("[{columns: 'no_such_*', action: drop}]", more: "timeLimit: 20s");

        if (run.ExitCode == 0)
            return; // some of them can be read

        Assert.That(run.Failed.Code, Is.AnyOf("bad_input", "oom_killed", "time_limit"));
        Assert.That(bench.OutputFiles, Is.Empty);
    }

    private static IEnumerable<string> Names(string folder) =>
        Directory.EnumerateFiles(DataSet.PathOf("parquet-cases", folder), "*.parquet").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);
}
