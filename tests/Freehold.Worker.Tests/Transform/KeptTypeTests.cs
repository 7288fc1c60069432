namespace Freehold.Worker.Tests.Transform;

public sealed class KeptTypeTests
{
    [Test]
    public async Task Parquet_columns_keep_their_types_where_values_allow_it()
    {
        using var bench = new WorkBench();
        ParquetFiles.Write(bench.PathOf("in/a.parquet"), """
            select 1234567::integer as i, 12345678901::bigint as b, 12.34::decimal(9,2) as d, 1.5::double as f, date '2020-03-17' as day,
                timestamp '2020-03-17 10:11:12' as t, true as flag, 59::integer as id, 77::integer as labelled, 41::bigint as bucket
            union all by name select null::integer as i, 2000000001::integer as id
            """);

        (await bench.RunAsync("""
            [{columns: [i, b], action: encrypt, mode: fpe}, {columns: [d, f], action: noise, scale: 1},
             {columns: day, action: truncate, to: month}, {columns: t, action: bucket, period: quarter, label: lower},
             {columns: flag, action: replace, map: {'true': 'false'}}, {columns: id, action: fake, entity: number, unique: true},
             {columns: labelled, action: bucket, width: 10}, {columns: bucket, action: bucket, width: 10, label: lower}]
            """)).AssertCommitted();

        var output = bench.OutputPath("a.parquet");
        Assert.That(ParquetFiles.Columns(output).Select(column => $"{column.Name} {column.Type}"), Is.EqualTo(new[]
        {
            "i INTEGER", "b BIGINT", "d DECIMAL(9,2)", "f DOUBLE", "day DATE", "t TIMESTAMP", "flag BOOLEAN", "id INTEGER", "labelled VARCHAR", "bucket BIGINT",
        }));
        var rows = ParquetFiles.Query($"select i::varchar, day::varchar, t::varchar, flag::varchar, id::varchar, labelled, bucket::varchar, len(b::varchar)::varchar from read_parquet('{output}') order by i nulls last", output);
        Assert.That(Enumerable.Range(0, 8).Select(column => rows.Text(0, column)), Is.EqualTo(new[]
        {
            "2042827", "2020-03-01", "2020-01-01 00:00:00", "false", "930695590", "[70,80)", "40", "11",
        }));
        Assert.That(rows.Text(1, 0), Is.Null);
        Assert.That(int.Parse(rows.Text(1, 4)!), Is.GreaterThanOrEqualTo(1_000_000_000));
    }

    [Test]
    public async Task What_was_encrypted_in_a_typed_column_is_decrypted_there()
    {
        using var bench = new WorkBench();
        ParquetFiles.Write(bench.PathOf("in/a.parquet"), "select (i * 4294967)::integer as n, -(i + 100000) * 92233720368 as b from range(1, 500) t(i) where i * 4294967 >= 100000");

        (await bench.RunAsync("[{columns: '*', action: encrypt, mode: fpe}]")).AssertCommitted();
        Directory.CreateDirectory(bench.PathOf("back"));
        File.Copy(bench.OutputPath("a.parquet"), bench.PathOf("back/a.parquet"));
        (await bench.RunAsync("[{columns: '*', action: decrypt, mode: fpe}]", input: "back/*", jobId: "back")).AssertCommitted();

        var (before, between, after) = (bench.PathOf("in/a.parquet"), bench.PathOf("back/a.parquet"), bench.OutputPath("a.parquet", "back"));
        Assert.That(ParquetFiles.Columns(between), Is.EqualTo(ParquetFiles.Columns(before)));
        Assert.That(ParquetFiles.Differences(before, between), Is.GreaterThan(900));
        Assert.That(ParquetFiles.Differences(before, after), Is.Zero);
    }

    [Test]
    public async Task Numbers_of_JSON_stay_numbers_and_an_invalid_one_becomes_null()
    {
        using var bench = new WorkBench();
        bench.Put("in/a.jsonl", """
            {"n":1234567,"age":41,"mixed":1,"flag":true}
            {"n":12,"age":-1,"mixed":"1","flag":null}

            """);

        (await bench.RunAsync("""
            [{columns: n, action: encrypt, mode: fpe, onInvalid: empty}, {columns: [age, mixed], action: bucket, width: 10, label: lower},
             {columns: flag, action: replace, with: 'false'}]
            """)).AssertCommitted();

        Assert.That(bench.Output("a.jsonl"), Is.EqualTo("""
            {"n":2042827,"age":40,"mixed":"0","flag":false}
            {"n":null,"age":-10,"mixed":"0","flag":null}

            """));
    }

    [Test]
    public async Task A_rule_can_be_for_columns_of_a_type()
    {
        using var bench = new WorkBench();
        ParquetFiles.Write(bench.PathOf("in/a.parquet"), "select 'x' as s, 15 as n, date '2020-03-17' as d, true as b, 1.5::decimal(3,1) as m");

        (await bench.RunAsync("[{columns: m, action: keep}, {types: number, action: bucket, width: 10}, {columns: '*', types: [date, boolean], action: redact, with: R}]")).AssertCommitted();

        var output = bench.OutputPath("a.parquet");
        var row = ParquetFiles.Query($"select columns(*)::varchar from read_parquet('{output}')", output);
        Assert.That(Enumerable.Range(0, 5).Select(column => row.Text(0, column)), Is.EqualTo(new[] { "x", "[10,20)", "R", "R", "1.5" }));
    }

    [TestCase("12345", "domain_too_small", "encrypt, mode: fpe")]
    [TestCase("canary", "not_a_number", "noise, scale: 1")]
    [TestCase("canary", "not_a_date", "truncate, to: year")]
    [TestCase("canary", "not_decryptable", "decrypt, mode: siv")]
    [TestCase("007", "not_a_number", "fake, entity: number, unique: true")]
    public async Task A_value_that_does_not_fit_is_named_by_its_line(string value, string detail, string action)
    {
        using var bench = new WorkBench();
        bench.Put("in/a.csv", $"a,b\n,1\n{value},2\n");

        var run = await bench.RunAsync($"[{{columns: a, action: {action}}}]");

        Assert.That((run.Failed.Code, run.Failed.Detail, run.Failed.Line, run.Failed.ColumnName), Is.EqualTo(("bad_input", detail, 3UL, "a")));
        Assert.That(bench.Everything(run), Does.Not.Contain("canary"));
    }
}
