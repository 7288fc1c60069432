using System.Globalization;
using System.Text;
using Freehold.Worker.Profile.Report;

namespace Freehold.Worker.Tests.Profile.Tables;

public sealed class When_parts_are_merged
{
    private readonly WorkBench _bench = new();

    [TearDown]
    public void Remove() => _bench.Dispose();

    [Test]
    public async Task Forty_files_of_one_table_are_reported_as_one_file_would_be()
    {
        const string Spec = "rules: [{columns: n, rule: range, min: 100}, {columns: id, rule: unique}, {columns: word, rule: not_null}]";
        var rows = Rows(40_000);
        _bench.Put("whole/t.csv", Header + string.Concat(rows));
        var part = 0;
        foreach (var chunk in rows.Chunk(1000))
            _bench.Put(string.Create(CultureInfo.InvariantCulture, $"parts/t{part++:00}.csv"), Header + string.Concat(chunk));

        (await _bench.ProfileAsync(Spec, "whole/*", jobId: "whole")).AssertCommitted();
        (await _bench.ProfileAsync(Spec, "parts/*", jobId: "parts", more: "parallelism: 1")).AssertCommitted();

        var (whole, merged) = (_bench.Report("whole"), _bench.Report("parts"));
        Assert.That(merged.Tables, Has.Count.EqualTo(1));
        Assert.That(merged.Tables[0].ObjectCount, Is.EqualTo(40));
        foreach (var (one, many) in whole.Tables[0].Columns.Zip(merged.Tables[0].Columns))
            AssertAlike(one, many);
    }

    [Test]
    public async Task The_report_does_not_depend_on_which_task_is_done_first()
    {
        var rows = Rows(6_000);
        foreach (var (chunk, index) in rows.Chunk(1500).Select((chunk, index) => (chunk, index)))
            _bench.Put($"in/t{index}.csv", Header + string.Concat(chunk));

        (await _bench.ProfileAsync(jobId: "one", more: "parallelism: 1")).AssertCommitted();
        (await _bench.ProfileAsync(jobId: "two", more: "parallelism: 2")).AssertCommitted();

        Assert.That(_bench.Output("profile.json", "two"), Is.EqualTo(_bench.Output("profile.json", "one")));
    }

    [Test]
    public async Task Files_with_other_columns_are_other_tables()
    {
        _bench.Put("in/a.csv", "x,y\n1,2\n");
        _bench.Put("in/b.csv", "x,z\n1,2\n");
        _bench.Put("in/c.csv", "x,y\n3,4\n");

        (await _bench.ProfileAsync()).AssertCommitted();

        Assert.That(_bench.Report().Tables.Select(table => (table.Name, table.ObjectCount, table.Rows)), Is.EqualTo(new[] { ("a", 2, 2L), ("b", 1, 1L) }));
        Assert.That(_bench.OutputFiles, Is.EqualTo(new[] { "job/1/profile.html", "job/1/profile.json", "job/manifest.json" }), "the parts are gone");
    }

    private const string Header = "id,n,word,day\n";

    private static void AssertAlike(ColumnReport one, ColumnReport many)
    {
        Assert.That((many.Name, many.Type, many.Rows, many.Nulls, many.Blanks, many.Length), Is.EqualTo((one.Name, one.Type, one.Rows, one.Nulls, one.Blanks, one.Length)));
        Assert.That((many.Distinct, many.Unique, many.DistinctIsExact), Is.EqualTo((one.Distinct, one.Unique, one.DistinctIsExact)), one.Name);
        Assert.That(many.Rules, Is.EqualTo(one.Rules));
        Assert.That(many.TopValues.Select(value => value.Text).Take(3), Is.EqualTo(one.TopValues.Select(value => value.Text).Take(3)));
        if (one.Numbers is not { } left || many.Numbers is not { } right)
            return;

        Assert.That((right.Count, right.Least, right.Most), Is.EqualTo((left.Count, left.Least, left.Most)));
        Assert.That((right.Mean, right.Deviation), Is.EqualTo((left.Mean, left.Deviation)).Within(1e-9 * left.Mean));
        Assert.That(right.Histogram.Counts, Is.EqualTo(left.Histogram.Counts));
        Assert.That(right.Quantiles["0.5"], Is.EqualTo(left.Quantiles["0.5"]).Within(0.02 * (left.Most - left.Least)));
    }

    private static List<string> Rows(int count)
    {
        var random = new Random(11);
        return [.. Enumerable.Range(0, count).Select(row => new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"{row},{random.Next(1000)},")
            .Append(random.Next(10) == 0 ? "" : $"word{(int)(50 * Math.Pow(random.NextDouble(), 3))}")
            .Append(CultureInfo.InvariantCulture, $",{new DateOnly(2020, 1, 1).AddDays(random.Next(400)):yyyy-MM-dd}\n").ToString())];
    }
}
