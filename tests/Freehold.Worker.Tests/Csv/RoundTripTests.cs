using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Freehold.Worker.Tests.Csv;

/// <summary>What goes in without a rule comes out with the same values: through our reader, the engine's, and the engine's writer.</summary>
public sealed class RoundTripTests
{
    private const string KeepAll = "[{columns: '*', action: keep}]";

    [TestCase("comma_in_quotes")]
    [TestCase("empty")]
    [TestCase("empty_crlf")]
    [TestCase("escaped_quotes")]
    [TestCase("json")]
    [TestCase("location_coordinates")]
    [TestCase("newlines")]
    [TestCase("newlines_crlf")]
    [TestCase("quotes_and_newlines")]
    [TestCase("simple")]
    [TestCase("simple_crlf")]
    [TestCase("utf8")]
    public async Task Csv_spectrum(string name)
    {
        using var bench = new WorkBench();
        var text = await File.ReadAllTextAsync(Path.Join(TestContext.CurrentContext.TestDirectory, "Samples", "csv-spectrum", name + ".csv"));
        bench.Put("in/a.csv", text);

        (await bench.RunAsync(KeepAll)).AssertCommitted();

        Assert.That(CsvFiles.Read(bench.Output("a.csv")), Is.EqualTo(CsvFiles.Read(text)));
    }

    [Test]
    public async Task Tables_of_all_kinds()
    {
        // Many tables in one job: a job for each would be slow, and the mix of line ends is the point.
        using var bench = new WorkBench();
        var texts = Tables.Generator.Sample(100, 200).ToList();
        for (var index = 0; index < texts.Count; index++)
            bench.Put($"in/{index:000}.csv", texts[index]);

        var run = await bench.RunAsync(KeepAll, more: "parallelism: 2");
        Assert.That(run.ExitCode, Is.Zero, () => Shown(texts[int.Parse(run.Failed.ObjectName[..3], CultureInfo.InvariantCulture)]));

        for (var index = 0; index < texts.Count; index++)
        {
            Assert.That(CsvFiles.Read(bench.Output($"{index:000}.csv")), Is.EqualTo(CsvFiles.Read(texts[index])),
                () => Shown(texts[index]));
        }
    }

    private static string Shown(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    [Test]
    public async Task Quoted_and_unquoted_empty_fields_stay_what_they_are()
    {
        using var bench = new WorkBench();
        bench.Put("in/a.csv", "a,b,c\n,\"\",x\n\"\",,\n");

        (await bench.RunAsync(KeepAll)).AssertCommitted();

        Assert.That(bench.Output("a.csv"), Is.EqualTo("a,b,c\n,\"\",x\n\"\",,\n"));
    }

    [Test]
    public async Task Text_that_looks_like_a_number_or_a_date_is_not_touched()
    {
        using var bench = new WorkBench();
        const string Text = "a,b,c\n007,1e5,2020-01-01\n4111111111111111111,0.10, 1 \nNULL,NaN,true\n";
        bench.Put("in/a.csv", Text);

        (await bench.RunAsync(KeepAll)).AssertCommitted();

        Assert.That(bench.Output("a.csv"), Is.EqualTo(Text));
    }

    [Test]
    public async Task A_row_longer_than_the_engines_own_limit_passes()
    {
        using var bench = new WorkBench();
        var text = $"a,b\n1,{new string('x', 3_000_000)}\n2,y\n";
        bench.Put("in/a.csv", text);

        (await bench.RunAsync(KeepAll)).AssertCommitted();

        Assert.That(bench.Output("a.csv"), Is.EqualTo(text));
    }

    [Test]
    public async Task Names_that_differ_in_case_or_are_empty_are_left_alone()
    {
        using var bench = new WorkBench();
        bench.Put("in/a.csv", "Name,name,,\"x,y\"\n1,2,3,4\n");

        (await bench.RunAsync("[{columns: Name, action: redact, with: R}]")).AssertCommitted();

        Assert.That(bench.Output("a.csv"), Is.EqualTo("Name,name,,\"x,y\"\nR,2,3,4\n"));
    }

    [TestCase("a.tsv", "", "a\tb\n1,\tx\n")]
    [TestCase("a.csv", "csv: {delimiter: ';', quote: \"'\"}", "a;b\n'1;2';it''s\n")]
    [TestCase("a.txt", "csv: {header: false}", "1,2\n3,4\n")]
    public async Task A_dialect_is_kept(string name, string spec, string text)
    {
        using var bench = new WorkBench();
        bench.Put("in/" + name, text);

        (await bench.RunAsync(KeepAll, spec: spec)).AssertCommitted();

        Assert.That(bench.Output(name), Is.EqualTo(name == "a.csv" ? "a;b\n'1;2';'it''''s'\n" : text).Or.EqualTo(text));
    }

    [Test]
    public async Task An_empty_table_keeps_its_header()
    {
        using var bench = new WorkBench();
        bench.Put("in/a.csv", "a,b\n");

        var run = await bench.RunAsync(KeepAll);

        run.AssertCommitted();
        Assert.That(bench.Output("a.csv"), Is.EqualTo("a,b\n"));
        Assert.That(run.Succeeded.Artifacts.Single().Rows, Is.Zero);
    }

    /// <summary>Texts of tables with everything that may stand in them, some of it rarely written so.</summary>
    private static class Tables
    {
        private static readonly Gen<string> Values = Gen.OneOf(
            Gen.Elements("", "x", " x ", "a,b", "say \"hi\"", "two\nlines", "two\r\nlines", "one\rline", "\"", ",", "ünï", "日本語", "😀",
                "#comment", "NULL", "\\", "\\N", "'", "0001", "\t", " ", "null", "-", "=1+1"),
            Gen.Choose(0, 1_000_000).Select(number => number.ToString(CultureInfo.InvariantCulture)),
            Gen.Choose(1, 30).Select(length => new string('v', length)));

        private static readonly Gen<string> LineEnds = Gen.Frequency((5, Gen.Constant("\n")), (3, Gen.Constant("\r\n")), (1, Gen.Constant("\r")));

        public static Gen<string> Generator =>
            from columns in Gen.Choose(1, 6)
            from rows in Gen.Choose(0, 40)
            from end in LineEnds
            from mixed in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
            from ends in LineEnds.ListOf(rows + 1)
            from cells in Gen.Zip(Values, Gen.Elements(true, false)).ListOf(rows * columns)
            from lastEnd in Gen.Elements(true, false)
            select Write(columns, rows, [.. cells], [.. ends.Select(other => mixed ? other : end)], lastEnd);

        private static string Write(int columns, int rows, (string Value, bool Quote)[] cells, string[] ends, bool lastEnd)
        {
            var text = new StringBuilder(string.Join(',', Enumerable.Range(1, columns).Select(column => $"c{column}")));
            for (var row = 0; row < rows; row++)
            {
                text.Append(ends[row]);
                text.AppendJoin(',', cells.Skip(row * columns).Take(columns).Select(cell => Cell(cell.Value, cell.Quote || columns == 1)));
            }

            return text.Append(lastEnd ? ends[rows] : "").ToString();
        }

        private static string Cell(string value, bool quote) => quote || value.AsSpan().IndexOfAny(",\"\r\n") >= 0
            ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : value;
    }
}
