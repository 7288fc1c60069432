using System.Globalization;

namespace Freehold.Worker.Tests.Profile;

public sealed class When_a_file_is_profiled
{
    private readonly WorkBench _bench = new();

    [TearDown]
    public void Remove() => _bench.Dispose();

    // The example of Ataccama's documentation.
    [Test]
    public async Task Distinct_unique_and_duplicate_mean_what_they_mean_elsewhere()
    {
        _bench.Put("in/names.csv", "row,value\n1,John Smith\n2,John Smith\n3,Rebecca Davis\n4,Paul Adams\n5,\n");

        (await _bench.ProfileAsync()).AssertCommitted();

        var column = _bench.Report().Column("value");
        Assert.That((column.Rows, column.Nulls, column.Duplicates, column.Distinct, column.NonUnique, column.Unique), Is.EqualTo((5, 1, 1, 3, 1, 2)));
        Assert.That(column.DistinctIsExact, Is.True);
        Assert.That(column.FrequencyGroups.Select(group => (group.From, group.To, group.Values)), Is.EqualTo(new[] { (1L, 1L, 2L), (2L, (long?)2L, 1L) }));
    }

    [TestCase("1\n2\n-3\n", "integer")]
    [TestCase("1\n2.5\n", "decimal")]
    [TestCase("true\nfalse\n", "boolean")]
    [TestCase("2020-01-01\n2021-12-31\n", "date")]
    [TestCase("2020-01-01\n2021-12-31T10:00:00\n", "timestamp")]
    [TestCase("007\n123\n", "text")]
    [TestCase("1\ntrue\n", "text")]
    [TestCase("2020-01-01\n12\n", "text")]
    [TestCase("\"\"\n\"  \"\n", "empty")]
    [TestCase("4012888888881881\n4111111111111111\n5555555555554444\n", "text")]
    public async Task Its_type_is_one_that_every_value_has(string values, string type)
    {
        _bench.Put("in/t.csv", "a\n" + values);

        (await _bench.ProfileAsync()).AssertCommitted();

        Assert.That(_bench.Report().Column("a").Type, Is.EqualTo(type));
    }

    [Test]
    public async Task A_few_words_among_numbers_are_told()
    {
        _bench.Put("in/t.csv", "a\n" + string.Concat(Enumerable.Range(0, 990).Select(row => $"{row}\n")) + string.Concat(Enumerable.Repeat("N/A\n", 10)));

        (await _bench.ProfileAsync()).AssertCommitted();

        var column = _bench.Report().Column("a");
        Assert.That((column.Type, column.MostlyType, column.MostlyShare), Is.EqualTo(("text", "integer", 0.99)));
        Assert.That(column.Numbers!.Most, Is.EqualTo(989));
        Assert.That(column.TopValues.Select(value => (value.Text, value.Count)), Is.EqualTo(new[] { ("N/A", 10L) }), "ten times, and no value less often");
    }

    [Test]
    public async Task Numbers_have_moments_quantiles_and_bins()
    {
        _bench.Put("in/t.csv", "n\n" + string.Concat(Enumerable.Range(1, 1000).Select(row => string.Create(CultureInfo.InvariantCulture, $"{row}\n"))));

        (await _bench.ProfileAsync("histogram: 10")).AssertCommitted();

        var numbers = _bench.Report().Column("n").Numbers!;
        Assert.That((numbers.Count, numbers.Least, numbers.Most, numbers.Mean), Is.EqualTo((1000, 1, 1000, 500.5)));
        Assert.That(numbers.Deviation, Is.EqualTo(288.819).Within(0.001));
        Assert.That(numbers.Quantiles["0.25"], Is.EqualTo(250).Within(10));
        Assert.That(numbers.Histogram.Counts, Is.EqualTo(Enumerable.Repeat(100L, 10)));
        Assert.That((numbers.Histogram.Edges[0], numbers.Histogram.Edges[^1]), Is.EqualTo((1, 1001)));
    }

    [Test]
    public async Task The_same_rows_in_every_format_are_the_same_columns()
    {
        const string Select = "select i as id, case when i % 7 = 0 then null else 'w' || (i % 13) end as word, i * 0.5 as half from range(3000) t(i)";
        _bench.Put("csv/t.csv", "id,word,half\n" + string.Concat(Enumerable.Range(0, 3000).Select(Row)));
        _bench.Put("json/t.jsonl", string.Concat(Enumerable.Range(0, 3000).Select(row =>
            string.Create(CultureInfo.InvariantCulture, $$"""{"id": {{row}}, "word": {{(row % 7 == 0 ? "null" : $"\"w{row % 13}\"")}}, "half": {{row * 0.5:0.0}}}""") + "\n")));
        ParquetFiles.Write(_bench.PathOf("parquet/t.parquet"), Select);

        var seen = new List<string>();
        foreach (var format in new[] { "csv", "json", "parquet" })
        {
            (await _bench.ProfileAsync("topValues: 3", $"{format}/*", jobId: format)).AssertCommitted();
            seen.Add(string.Join('\n', _bench.Report(format).Tables[0].Columns.Select(column =>
                $"{column.Name} {column.Type} {column.Nulls} {column.Distinct} {column.Unique} {string.Join(' ', column.TopValues)} {column.Numbers?.Mean}")));
        }

        Assert.That(seen[1], Is.EqualTo(seen[0]));
        Assert.That(seen[2], Is.EqualTo(seen[0]));
        Assert.That(seen[0], Does.Contain("word text 429 13 0"));

        static string Row(int row) => string.Create(CultureInfo.InvariantCulture, $"{row},{(row % 7 == 0 ? "" : $"w{row % 13}")},{row * 0.5:0.0}\n");
    }

    [TestCase("csv/t.csv")]
    [TestCase("json/t.jsonl")]
    [TestCase("parquet/t.parquet")]
    public async Task A_sample_is_the_first_rows_and_says_so(string file)
    {
        _bench.Put("csv/t.csv", "n\n" + string.Concat(Enumerable.Range(0, 5000).Select(row => $"{row}\n")));
        _bench.Put("json/t.jsonl", string.Concat(Enumerable.Range(0, 5000).Select(row => $$"""{"n": {{row}}}""" + "\n")));
        ParquetFiles.Write(_bench.PathOf("parquet/t.parquet"), "select i as n from range(5000) t(i)");

        (await _bench.ProfileAsync("sample: 100", file)).AssertCommitted();

        var report = _bench.Report();
        Assert.That((report.Rows, report.IsSample, report.Column("n").Numbers!.Most), Is.EqualTo((100, true, 99)));
    }

    [Test]
    public async Task Columns_can_be_chosen_and_a_name_that_is_not_there_is_told()
    {
        _bench.Put("in/t.csv", "a,b_id,c_id\n1,2,3\n");

        (await _bench.ProfileAsync("columns: ['*_id']")).AssertCommitted();
        Assert.That(_bench.Report().Tables[0].Columns.Select(column => column.Name), Is.EqualTo(new[] { "b_id", "c_id" }));

        var failed = (await _bench.ProfileAsync("columns: [b_idd]", jobId: "second")).Failed;
        Assert.That((failed.Code, failed.Detail, failed.ColumnName, failed.Suggestion), Is.EqualTo(("spec_invalid", "unknown_column", "b_idd", "b_id")));
    }

    [TestCase("a,b\n1\n", "too_few_fields", 2)]
    [TestCase("a,b\n1,2\n\"x", "unterminated_quote", 3)]
    [TestCase("a,a\n1,2\n", "duplicate_column", 1)]
    [TestCase("", "no_columns", 0)]
    public async Task A_faulty_file_fails_with_its_line(string content, string detail, int line)
    {
        _bench.Put("in/t.csv", content);

        var failed = (await _bench.ProfileAsync()).Failed;

        Assert.That((failed.Code, failed.Detail, failed.Line), Is.EqualTo(("bad_input", detail, (ulong)line)));
        Assert.That(_bench.OutputFiles, Is.Empty);
    }

    [Test]
    public async Task A_file_without_rows_has_columns_all_the_same()
    {
        _bench.Put("in/t.csv", "a,b\n");

        (await _bench.ProfileAsync("rules: [{columns: a, rule: not_null}, {columns: b, rule: unique}]")).AssertCommitted();

        var report = _bench.Report();
        Assert.That((report.Rows, report.RulesFailed, report.Column("a").Type), Is.EqualTo((0, 0, "empty")));
        Assert.That(_bench.Page(), Does.Contain("0 rows"));
    }

    [Test]
    public async Task A_hundred_thousand_different_values_are_counted_within_two_percent_and_a_key_is_seen()
    {
        _bench.Put("in/t.csv", "k,v\n" + string.Concat(Enumerable.Range(0, 200_000).Select(row =>
            string.Create(CultureInfo.InvariantCulture, $"K{row:0000000},{row % 100_000}\n"))));

        (await _bench.ProfileAsync()).AssertCommitted();

        var report = _bench.Report();
        Assert.That(report.Column("v").Distinct, Is.EqualTo(100_000).Within(2_000));
        Assert.That(report.Column("v").DistinctIsExact, Is.False);
        Assert.That(report.Column("v").Unique, Is.Zero);
        Assert.That(report.Column("k").Distinct, Is.EqualTo(200_000), "nothing repeats");
        Assert.That(report.Tables[0].CandidateKeys.Select(key => (string.Join('+', key.Columns), key.IsCertain)), Is.EqualTo(new[] { ("k", false) }));
    }

    [Test]
    public async Task Two_columns_together_can_be_a_key()
    {
        _bench.Put("in/t.csv", "list,track,note\n" + string.Concat(Enumerable.Range(0, 900).Select(row => $"{row / 30},{row % 30},x\n")));

        (await _bench.ProfileAsync()).AssertCommitted();

        Assert.That(_bench.Report().Tables[0].CandidateKeys.Select(key => (string.Join('+', key.Columns), key.IsCertain)), Is.EqualTo(new[] { ("list+track", true) }));
    }
}
