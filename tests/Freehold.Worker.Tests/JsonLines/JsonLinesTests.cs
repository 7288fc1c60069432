namespace Freehold.Worker.Tests.JsonLines;

public sealed class JsonLinesTests
{
    [Test]
    public async Task What_no_rule_changes_keeps_its_bytes()
    {
        using var bench = new WorkBench();
        bench.Put("in/a.jsonl", """
            {"id": 12345678901234567890, "price": 1.0, "big": 1e400, "when": "2020-01-01", "o": {"k": [1, null]}, "email": "a@x.org", "\u0061b": "\u00e9"}

            {"id":2,"email":null}
            {"email":""}
            """);

        (await bench.RunAsync("[{columns: email, action: redact, with: R}]")).AssertCommitted();

        Assert.That(bench.Output("a.jsonl"), Is.EqualTo("""
            {"id":12345678901234567890,"price":1.0,"big":1e400,"when":"2020-01-01","o":{"k": [1, null]},"email":"R","\u0061b":"\u00e9"}
            {"id":2,"email":null}
            {"email":""}

            """));
    }

    [Test]
    public async Task Escaped_and_plain_spellings_of_a_value_have_one_pseudonym()
    {
        using var bench = new WorkBench();
        bench.Put("in/a.jsonl", """
            {"name":"Zo\u00eb \"Z\""}
            {"name":"Zoë \"Z\""}
            """);

        (await bench.RunAsync("[{columns: name, action: pseudonym}]")).AssertCommitted();

        var lines = bench.Output("a.jsonl").TrimEnd().Split('\n');
        Assert.That(lines[0], Is.EqualTo(lines[1]));
        Assert.That(lines[0], Does.Match("^{\"name\":\"[0-9a-f]{32}\"}$"));
    }

    [Test]
    public async Task A_result_is_escaped_where_it_has_to_be()
    {
        using var bench = new WorkBench();
        bench.Put("in/a.jsonl", """{"a":"x\"y\\z\u0001"}""");

        (await bench.RunAsync("[{columns: a, action: mask, keepFirst: 0, keepLast: 0}]")).AssertCommitted();

        Assert.That(bench.Output("a.jsonl"), Is.EqualTo("""{"a":"*\"*\\*\u0001"}""" + "\n"));
    }

    [Test]
    public async Task Keys_are_dropped_and_renamed_and_a_date_follows_its_subject()
    {
        using var bench = new WorkBench();
        bench.Put("in/a.jsonl", """
            {"day":"2020-03-07","id":"p-1","note":{"x":1},"old":1}
            {"id":"p-2","day":"2020-03-07"}
            """);

        (await bench.RunAsync("""
            [{columns: day, action: date_shift, days: 365, subject: id}, {columns: note, action: drop}, {columns: old, action: rename, as: new}]
            """)).AssertCommitted();

        Assert.That(bench.Output("a.jsonl"), Is.EqualTo("""
            {"day":"2019-08-12","id":"p-1","new":1}
            {"id":"p-2","day":"2021-03-06"}

            """));
    }

    [Test]
    public async Task A_byte_order_mark_and_CR_LF_do_no_harm()
    {
        using var bench = new WorkBench();
        bench.Put("in/a.jsonl", "\uFEFF{\"a\":1}\r\n\r\n{\"a\":2}\r\n");

        (await bench.RunAsync("[{columns: a, action: keep}]")).AssertCommitted();

        Assert.That(bench.Output("a.jsonl"), Is.EqualTo("{\"a\":1}\n{\"a\":2}\n"));
    }

    [TestCase("{\"a\":1}\n{\"a\":\n{\"a\":2}\n", 2UL, "not_json")]
    [TestCase("{\"a\":1}\n\n[1]\n", 3UL, "not_json")]
    [TestCase("{\"a\":1}{\"a\":2}\n", 1UL, "not_json")]
    [TestCase("{\"a\":1}\n{\"a\":\"\\ud800\"}\n", 2UL, "not_json")]
    public async Task A_bad_line_is_named(string text, ulong line, string detail)
    {
        using var bench = new WorkBench();
        bench.Put("in/a.jsonl", text);

        var run = await bench.RunAsync("[{columns: a, action: pseudonym}]");

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That((run.Failed.Code, run.Failed.Detail, run.Failed.Line), Is.EqualTo(("bad_input", detail, line)));
        Assert.That(bench.OutputFiles, Is.Empty);
    }

    [Test]
    public async Task A_rule_on_nested_values_is_refused_unless_it_removes_them()
    {
        using var bench = new WorkBench();
        bench.Put("in/a.jsonl", "{\"a\":{\"secret\":1}}\n");

        var refused = await bench.RunAsync("[{columns: a, action: pseudonym}]");
        Assert.That((refused.Failed.Code, refused.Failed.Detail, refused.Failed.ColumnName), Is.EqualTo(("spec_invalid", "wrong_column_type", "a")));

        (await bench.RunAsync("[{columns: a, action: redact}]", jobId: "second")).AssertCommitted();
        Assert.That(bench.Output("a.jsonl", "second"), Is.EqualTo("{\"a\":\"<a>\"}\n"));
    }
}
