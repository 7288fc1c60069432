namespace Freehold.Worker.Tests.Csv;

/// <summary>Cells that a spreadsheet would run.</summary>
public sealed class FormulaTests
{
    private const string Text = "a,b\n=1+1,x\n-5,\"@SUM(A1)\"\n+49 30,-1.5e3\n\"\t=1\",2\n";

    [Test]
    public async Task They_stay_as_they_are_by_default()
    {
        using var bench = new WorkBench();
        bench.Put("in/a.csv", Text);

        (await bench.RunAsync("[{columns: '*', action: keep}]")).AssertCommitted();

        Assert.That(bench.Output("a.csv"), Is.EqualTo(Text.Replace("\"", "", StringComparison.Ordinal)));
    }

    [Test]
    public async Task They_are_escaped_and_numbers_are_not()
    {
        using var bench = new WorkBench();
        bench.Put("in/a.csv", Text);

        (await bench.RunAsync("[{columns: b, action: replace, map: {x: =evil}}]", spec: "csv: {formulas: escape}")).AssertCommitted();

        Assert.That(bench.Output("a.csv"), Is.EqualTo("a,b\n'=1+1,'=evil\n-5,'@SUM(A1)\n'+49 30,-1.5e3\n'\t=1,2\n"));
    }

    [TestCase("[{columns: '*', action: keep}]", 3UL, "b")]
    [TestCase("[{columns: b, action: replace, map: {y: '=evil'}, otherwise: ok}]", 4UL, "b")]
    public async Task They_are_refused_with_their_line(string rules, ulong line, string column)
    {
        using var bench = new WorkBench();
        bench.Put("in/a.csv", "a,b\n1,-2\n3,=canary\n4,y\n");

        var run = await bench.RunAsync(rules, spec: "csv: {formulas: refuse}");

        Assert.That((run.Failed.Detail, run.Failed.Line, run.Failed.ColumnName), Is.EqualTo(("formula", line, column)));
        Assert.That(bench.Everything(run), Does.Not.Contain("canary"));
    }
}
