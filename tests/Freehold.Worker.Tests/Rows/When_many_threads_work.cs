using System.Globalization;
using System.Text;

namespace Freehold.Worker.Tests.Rows;

/// <summary>Enough rows for the engine to divide among its threads.</summary>
[TestFixture("csv")]
[TestFixture("jsonl")]
[TestFixture("parquet")]
public sealed class When_many_threads_work(string format)
{
    private const int Rows = 300_000;

    private readonly WorkBench _bench = new();

    [TearDown]
    public void Remove() => _bench.Dispose();

    [Test]
    public async Task The_index_of_every_row_is_its_number_and_rows_keep_their_order()
    {
        Put();

        var run = await _bench.RunAsync(
            "[{columns: id, action: expression, value: index ~ '=' ~ this}]", spec: "rows: {drop: index % 3 == 1}\n  format: csv", more: "resources: {cpu: '4'}");

        run.AssertCommitted();
        var lines = await File.ReadAllLinesAsync(_bench.OutputPath("a.csv"));
        var expected = Enumerable.Range(0, Rows).Where(row => row % 3 != 1).Select(row => $"{row}={row}");
        Assert.That(lines.Skip(1), Is.EqualTo(expected));
        Assert.That(run.Succeeded.Totals.RowsWritten, Is.EqualTo(Rows * 2 / 3));
    }

    private void Put()
    {
        var text = new StringBuilder();
        if (format is "parquet")
        {
            ParquetFiles.Write(_bench.PathOf("in/a.parquet"), string.Create(CultureInfo.InvariantCulture, $"select range as id from range({Rows})"));
            return;
        }

        if (format is "csv")
            text.Append("id\n");
        for (var row = 0; row < Rows; row++)
            text.Append(format is "csv" ? $"{row}\n" : $"{{\"id\":{row}}}\n");
        _bench.Put($"in/a.{format}", text.ToString());
    }
}
