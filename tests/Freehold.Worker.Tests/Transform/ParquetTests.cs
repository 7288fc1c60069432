namespace Freehold.Worker.Tests.Transform;

public sealed class ParquetTests
{
    private static string Sample(string folder, string name) =>
        Path.Join(TestContext.CurrentContext.TestDirectory, "Samples", folder, name + ".parquet");

    [TestCase("alltypes_plain.snappy")]
    [TestCase("delta_encoding_optional_column")]
    [TestCase("fixed_length_decimal")]
    [TestCase("int96_from_spark")]
    [TestCase("list_columns")]
    [TestCase("nested_structs.rust")]
    [TestCase("null_list")]
    public async Task Columns_without_a_rule_keep_their_types_and_values(string name)
    {
        using var bench = new WorkBench();
        bench.Put("in/a.parquet", await File.ReadAllBytesAsync(Sample("parquet", name)));

        (await bench.RunAsync("[{columns: 'no_such_*', action: drop}]")).AssertCommitted();

        var output = bench.OutputPath("a.parquet");
        Assert.That(ParquetFiles.Columns(output), Is.EqualTo(ParquetFiles.Columns(bench.PathOf("in/a.parquet"))));
        Assert.That(ParquetFiles.Differences(bench.PathOf("in/a.parquet"), output), Is.Zero);
    }

    [Test]
    public async Task A_date_moves_and_stays_a_date()
    {
        using var bench = new WorkBench();
        ParquetFiles.Write(bench.PathOf("in/a.parquet"), """
            select 'p-1' as id, date '2020-03-07' as d, timestamp '2020-03-07 10:11:12.5' as t, timestamptz '2020-03-07 10:11:12+00' as z,
                timestamp_ns '2020-03-07 10:11:12.123456789' as n, '07.03.2020' as text, 20200307 as number, null::date as nothing
            """);

        (await bench.RunAsync("[{columns: id, action: keep}, {columns: '*', action: date_shift, days: 365, subject: id}]")).AssertCommitted();

        var output = bench.OutputPath("a.parquet");
        var row = ParquetFiles.Query($"select d::varchar, t::varchar, z::varchar, n::varchar, text, number, nothing::varchar from '{output}'", output);
        Assert.That(Enumerable.Range(0, 7).Select(column => row.Text(0, column)), Is.EqualTo(new[]
        {
            "2019-08-12", "2019-08-12 10:11:12.5", "2019-08-12 10:11:12+00", "2019-08-12 10:11:12.123456789", "12.08.2019", "20190812", null,
        }));
        Assert.That(ParquetFiles.Columns(output).Select(column => column.Type), Is.EqualTo(new[]
        {
            "VARCHAR", "DATE", "TIMESTAMP", "TIMESTAMP WITH TIME ZONE", "TIMESTAMP_NS", "VARCHAR", "VARCHAR", "DATE",
        }));
    }

    [Test]
    public async Task A_number_has_the_pseudonym_of_its_text_and_null_has_none()
    {
        using var bench = new WorkBench();
        ParquetFiles.Write(bench.PathOf("in/a.parquet"), "select * from (values (42::bigint), (null)) t(id) order by id nulls last");
        bench.Put("in/b.csv", "id\n42\n");

        (await bench.RunAsync("[{columns: id, action: pseudonym}]")).AssertCommitted();

        var output = bench.OutputPath("a.parquet");
        var rows = ParquetFiles.Query($"select id from '{output}'", output);
        Assert.That(rows.Text(0, 0), Is.EqualTo(bench.Output("b.csv").Split('\n')[1]));
        Assert.That(rows.Text(1, 0), Is.Null);
    }

    [Test]
    public async Task The_row_of_a_value_that_is_no_date_is_named()
    {
        using var bench = new WorkBench();
        ParquetFiles.Write(bench.PathOf("in/a.parquet"), "select case when i = 70000 then 'canary' else '2020-01-01' end as d from range(100000) t(i)");

        var run = await bench.RunAsync("[{columns: d, action: date_shift, days: 5}]");

        Assert.That((run.Failed.Code, run.Failed.Detail, run.Failed.Line, run.Failed.ColumnName), Is.EqualTo(("bad_input", "not_a_date", 70001UL, "d")));
        Assert.That(bench.Everything(run), Does.Not.Contain("canary"));
    }

    [Test]
    public async Task Rules_that_need_text_are_refused_on_lists_and_redact_is_not()
    {
        using var bench = new WorkBench();
        ParquetFiles.Write(bench.PathOf("in/a.parquet"), "select [1, 2] as l, {'a': 1} as s, 'x'::blob as b");

        foreach (var column in new[] { "l", "s", "b" })
        {
            var run = await bench.RunAsync($"[{{columns: {column}, action: hash}}]", jobId: "refused-" + column);
            Assert.That((run.Failed.Detail, run.Failed.ColumnName), Is.EqualTo(("wrong_column_type", column)));
        }

        (await bench.RunAsync("[{columns: [l, s, b], action: redact, with: gone}]")).AssertCommitted();
        var output = bench.OutputPath("a.parquet");
        Assert.That(ParquetFiles.Query($"select l || s || b from '{output}'", output).Text(0, 0), Is.EqualTo("gonegonegone"));
    }

    [Test]
    public async Task A_folder_named_like_a_partition_adds_no_column()
    {
        using var bench = new WorkBench();
        ParquetFiles.Write(bench.PathOf("in/year=2020/a.parquet"), "select 1 as id");

        (await bench.RunAsync("[{columns: id, action: keep}]", input: "in/**/*.parquet")).AssertCommitted();

        Assert.That(ParquetFiles.Columns(bench.OutputPath("year=2020/a.parquet")).Select(column => column.Name), Is.EqualTo(new[] { "id" }));
    }

    [TestCase("ARROW-GH-41317")]
    [TestCase("ARROW-GH-41321")]
    [TestCase("ARROW-GH-45185")]
    [TestCase("ARROW-GH-47662")]
    [TestCase("ARROW-RS-GH-6229-DICTHEADER")]
    [TestCase("PARQUET-1481")]
    [TestCase("large_string_map.brotli")]
    [TestCase("nation.dict-malformed")]
    public async Task A_damaged_or_hostile_file_is_read_or_refused_by_name(string name)
    {
        using var bench = new WorkBench();
        bench.Put("in/bad.parquet", await File.ReadAllBytesAsync(Sample("parquet-bad", name)));

        var run = await bench.RunAsync("[{columns: 'no_such_*', action: drop}]", more: "timeLimit: 20s");

        if (run.ExitCode == 0)
            return; // some of them can be read

        Assert.That((run.Failed.Code, run.Failed.ObjectName), Is.EqualTo(("bad_input", "bad.parquet")).Or.EqualTo(("oom_killed", "bad.parquet")));
        Assert.That(bench.OutputFiles, Is.Empty);
    }

    [TestCase("PAR1")]
    [TestCase("a,b\n1,2\n3,4\n5,6\n")]
    [TestCase("PAR1xxxxxxxxxxxxxxxxxxxxPAR1")]
    [TestCase("")]
    public async Task What_is_no_Parquet_file_is_said_to_be_none(string content)
    {
        using var bench = new WorkBench();
        bench.Put("in/bad.parquet", content);

        var run = await bench.RunAsync("[{columns: a, action: drop}]");

        Assert.That((run.Failed.Code, run.Failed.Detail, run.Failed.ObjectName), Is.EqualTo(("bad_input", "not_parquet", "bad.parquet")));
    }
}
