namespace Freehold.Worker.Tests.Rows;

/// <summary>Work row by row leaves what no rule changes as it was written, however odd that is.</summary>
public sealed class When_cells_pass_through_rows
{
    private const string Rules = "[{columns: a, action: expression, value: this}, {action: add, as: b, value: \"'x'\"}]";

    private readonly WorkBench _bench = new();

    [TearDown]
    public void Remove() => _bench.Dispose();

    [Test]
    public async Task Quotes_within_plain_fields_are_text()
    {
        _bench.Put("in/a.csv", "a,note\n1,say \"hi\"\n2,\"a \"\"b\"\", c\"\n3,5\"\r\n4,\n");

        (await _bench.RunAsync(Rules)).AssertCommitted();

        Assert.That(_bench.Output("a.csv"), Is.EqualTo("a,note,b\n1,\"say \"\"hi\"\"\",x\n2,\"a \"\"b\"\", c\",x\n3,\"5\"\"\",x\n4,,x\n"));
    }

    [Test]
    public async Task Line_ends_in_quotes_are_text()
    {
        _bench.Put("in/a.csv", "a,note\r\n1,\"two\r\nlines\"\r\n2,\"\"\r\n3,last");

        (await _bench.RunAsync(Rules)).AssertCommitted();

        Assert.That(_bench.Output("a.csv"), Is.EqualTo("a,note,b\n1,\"two\r\nlines\",x\n2,\"\",x\n3,last,x\n"));
    }

    [TestCase("1.50")]
    [TestCase("-0.0")]
    [TestCase("1e3")]
    [TestCase("12345678901234567890123.5")]
    public async Task Numbers_keep_their_digits(string number)
    {
        _bench.Put("in/a.jsonl", $"{{\"a\":{number}}}\n{{\"a\":0.5}}\n");

        (await _bench.RunAsync(Rules)).AssertCommitted();

        Assert.That(_bench.Output("a.jsonl").Split('\n')[0], Is.EqualTo($"{{\"a\":\"{number}\",\"b\":\"x\"}}"));
    }
}
