using System.Text;
using Freehold.Worker.Csv;

namespace Freehold.Worker.Tests.Csv;

public sealed class CsvInspectionTests
{
    private static readonly CsvFormat Comma = new((byte)',', (byte)'"', Header: true);

    [TestCase("a,b\n1,2\n", 1L)]
    [TestCase("a,b\r\n1,2\r\n3,4", 2L)]
    [TestCase("a,b\r1,2\r", 1L)]
    [TestCase("a,b\n\"x\ny\",2\n", 1L)]
    [TestCase("a,b\n\n1,2\n\n\n3,4\n\n", 2L)]
    [TestCase("\uFEFFa,b\n1,2\n", 1L)]
    [TestCase("a,b", 0L)]
    [TestCase("a,b\n", 0L)]
    [TestCase("a,b\n,\n", 1L)]
    [TestCase("a,b\n\"\",\"\"\n", 1L)]
    public void Rows_are_counted_whatever_ends_the_lines(string text, long rows)
    {
        var inspected = Inspect(text);

        Assert.That(inspected.Problem, Is.EqualTo(CsvProblem.None));
        Assert.That(inspected.Columns, Is.EqualTo(new[] { "a", "b" }));
        Assert.That(inspected.Rows, Is.EqualTo(rows));
    }

    [TestCase("a\n\n1\n\n", 3L)]
    [TestCase("a\n1", 1L)]
    public void An_empty_line_is_a_row_where_there_is_one_column(string text, long rows) =>
        Assert.That(Inspect(text).Rows, Is.EqualTo(rows));

    [TestCase("a,b\n1,2\n1,2,3\n", CsvProblem.TooManyFields, 3L, 3)]
    [TestCase("a,b\n1,2\n1\n", CsvProblem.TooFewFields, 3L, 1)]
    [TestCase("a,b\r\n\"x\r\ny\",2\r\n1\r\n", CsvProblem.TooFewFields, 4L, 1)]
    [TestCase("a,b\n1,2\n\"x,2\n3,4\n", CsvProblem.UnterminatedQuote, 3L, 0)]
    [TestCase("a,b\n1,\"2\n3\nx", CsvProblem.UnterminatedQuote, 2L, 0)]
    [TestCase("a,b\n1,\"x\"y\n", CsvProblem.MisplacedQuote, 2L, 0)]
    [TestCase("a,b\n1,\"x\ny\"z\n", CsvProblem.MisplacedQuote, 3L, 0)]
    [TestCase("", CsvProblem.NoColumns, 1L, 0)]
    [TestCase("\n\n", CsvProblem.NoColumns, 3L, 0)]
    public void A_fault_has_its_line(string text, object problem, long line, int found)
    {
        var inspected = Inspect(text);

        Assert.That(inspected.Problem, Is.EqualTo(problem));
        Assert.That(inspected.Line, Is.EqualTo(line));
        if (found > 0)
            Assert.That(inspected.Found, Is.EqualTo(found));
    }

    [Test]
    public void Bytes_that_are_no_UTF_8_have_their_line()
    {
        byte[] text = [.. "a,b\n1,2\n\"x\ny"u8, 0xFF, .. "\",2\n"u8];

        var inspected = CsvInspection.Of(new MemoryStream(text), Comma, _ => { }, CancellationToken.None);

        Assert.That(inspected.Problem, Is.EqualTo(CsvProblem.NotUtf8));
        Assert.That(inspected.Line, Is.EqualTo(4));
    }

    [Test]
    public void A_quote_that_swallows_the_file_is_not_read_into_memory_for_ever()
    {
        var text = new byte[CsvReader.LongestRow + (4 * 1024 * 1024)];
        Array.Fill(text, (byte)'x');
        "a,b\n\""u8.CopyTo(text);

        var inspected = CsvInspection.Of(new MemoryStream(text), Comma, _ => { }, CancellationToken.None);

        Assert.That(inspected.Problem, Is.EqualTo(CsvProblem.RowTooLong));
        Assert.That(inspected.Line, Is.EqualTo(2));
    }

    [TestCase("a,b\n1,2\n", true)]
    [TestCase("a,b\r\n1,2\r\n", true)]
    [TestCase("a,b\n\"1\r\n2\",2\n", true)]
    [TestCase("a,b\r\n1,2\n", false)]
    [TestCase("a,b\r\n\"1\n2\",2\r\n", false)]
    [TestCase("a,b\r1,2\r", false)]
    [TestCase("a,b\nx\"y,2\n", false)]
    [TestCase("a,b\n \"y\",2\n", false)]
    [TestCase("a,b\n\n1,2\n", false)]
    [TestCase("a,b\n1,\0\n", false)]
    public void What_the_engine_would_misread_is_noticed(string text, bool plain) =>
        Assert.That(Inspect(text).IsPlain, Is.EqualTo(plain));

    // Pieces of one byte: every boundary between two reads falls everywhere.
    private static CsvInspection Inspect(string text) =>
        CsvInspection.Of(new DrippingStream(Encoding.UTF8.GetBytes(text)), Comma, _ => { }, CancellationToken.None);
}
