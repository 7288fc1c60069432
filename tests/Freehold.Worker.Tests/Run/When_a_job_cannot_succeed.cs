using Freehold.JobContract.Failures;

namespace Freehold.Worker.Tests.Run;

/// <summary>Each is refused with its code and its place, and nothing is left of the output.</summary>
public sealed class When_a_job_cannot_succeed
{
    private const string Rules = "[{columns: email, action: pseudonym}]";

    private readonly WorkBench _bench = new();

    [TearDown]
    public void Remove() => _bench.Dispose();

    [TestCase("email,b\ncanary@x.org,2\ncanary@x.org,2,3\n", "too_many_fields", 3UL, 2UL, 3UL)]
    [TestCase("email,b\ncanary@x.org,2\ncanary@x.org\n", "too_few_fields", 3UL, 2UL, 1UL)]
    [TestCase("email,b\ncanary@x.org,\"2\n", "unterminated_quote", 2UL, 0UL, 0UL)]
    [TestCase("email,b\n\"canary@x.org\" ,2\n", "misplaced_quote", 2UL, 0UL, 0UL)]
    [TestCase("email,email\ncanary@x.org,2\n", "duplicate_column", 1UL, 0UL, 0UL)]
    [TestCase("", "no_columns", 0UL, 0UL, 0UL)]
    public async Task A_malformed_CSV_file(string content, string detail, ulong line, ulong expected, ulong found)
    {
        _bench.Put("in/good.csv", "email,b\nx@x.org,2\n");
        _bench.Put("in/zbad.csv", content);

        var run = await _bench.RunAsync(Rules);

        AssertFailed(run, FailureCode.BadInput, detail, "zbad.csv");
        Assert.That((run.Failed.Line, run.Failed.Expected, run.Failed.Found), Is.EqualTo((line, expected, found)));
        Assert.That(_bench.Everything(run), Does.Not.Contain("canary"));
        Assert.That(run.People, Does.Contain("zbad.csv"));
    }

    [Test]
    public async Task Bytes_that_are_no_UTF_8()
    {
        _bench.Put("in/a.csv", [.. "email\n"u8, .. "M"u8, 0xFC, .. "ller\n"u8]);

        var run = await _bench.RunAsync(Rules);

        AssertFailed(run, FailureCode.BadInput, FailureDetail.NotUtf8, "a.csv");
        Assert.That(run.Failed.Line, Is.EqualTo(2));
    }

    [Test]
    public async Task A_value_that_is_no_date()
    {
        _bench.Put("in/a.csv", "id,born\n1,2020-01-01\n\"2\n\",canary\n3,2020-01-01\n");

        var run = await _bench.RunAsync("[{columns: born, action: date_shift, days: 10}]");

        AssertFailed(run, FailureCode.BadInput, FailureDetail.NotADate, "a.csv");
        Assert.That((run.Failed.Line, run.Failed.ColumnName), Is.EqualTo((3UL, "born")));
        Assert.That(_bench.Everything(run), Does.Not.Contain("canary"));
    }

    [Test]
    public async Task A_glob_that_matches_nothing()
    {
        _bench.Put("in/a.csv", "email\n");

        var run = await _bench.RunAsync(Rules, input: "in/*.parquet");

        AssertFailed(run, FailureCode.InputMissing, FailureDetail.NoMatch, $"file://{_bench.Root}/in/*.parquet");
    }

    [TestCase("in/nothing.csv")]
    [TestCase("nowhere/nothing.csv")]
    public async Task An_input_that_is_not_there(string input)
    {
        var run = await _bench.RunAsync(Rules, input: input);
        AssertFailed(run, FailureCode.InputMissing, FailureDetail.NotFound, $"file://{_bench.Root}/{input}");
    }

    [Test]
    public async Task An_extension_that_says_no_format()
    {
        _bench.Put("in/a.xlsx", "x");
        AssertFailed(await _bench.RunAsync(Rules), FailureCode.BadInput, FailureDetail.UnknownFormat, "a.xlsx");
    }

    [Test]
    public async Task A_rule_for_a_column_that_is_not_there()
    {
        _bench.Put("in/a.csv", "e-mail,b\n1,2\n");

        var run = await _bench.RunAsync(Rules);

        AssertFailed(run, FailureCode.SpecInvalid, FailureDetail.UnknownColumn, "a.csv");
        Assert.That((run.Failed.ColumnName, run.Failed.Suggestion), Is.EqualTo(("email", "e-mail")));
        Assert.That(run.People, Does.Contain("did you mean e-mail?"));
    }

    [Test]
    public async Task A_column_without_a_rule_where_the_spec_blocks()
    {
        _bench.Put("in/a.csv", "email,b\n1,2\n");
        AssertFailed(await _bench.RunAsync(Rules, spec: "default: block"), FailureCode.SpecInvalid, FailureDetail.ColumnWithoutRule, "a.csv");
    }

    [Test]
    public async Task A_spec_that_drops_every_column()
    {
        _bench.Put("in/a.csv", "email\nx\n");
        AssertFailed(await _bench.RunAsync("[{columns: '*', action: drop}]"), FailureCode.SpecInvalid, FailureDetail.NoColumns, "a.csv");
    }

    [Test]
    public async Task Two_inputs_of_one_output_name()
    {
        _bench.Put("in/a.csv", "email\nx\n");
        _bench.Put("in/a.jsonl", "{\"email\":1}\n");
        AssertFailed(await _bench.RunAsync(Rules, spec: "format: csv"), FailureCode.SpecInvalid, FailureDetail.SameOutputName, "a.csv");
    }

    [TestCase("{secret: test/key}", "{secret: test/nothing}", "", "test/nothing")]
    [TestCase("{secret: test/key}", "{secret: test/short}", "too_short", "test/short")]
    public async Task A_secret_that_is_not_there_or_too_short(string given, string instead, string detail, string name)
    {
        _bench.Put("in/a.csv", "email\nx\n");
        var document = _bench.Document(Rules);
        await File.WriteAllTextAsync(document, (await File.ReadAllTextAsync(document)).Replace(given, instead, StringComparison.Ordinal));

        AssertFailed(await _bench.RunDocumentAsync(document, 1, "job", CancellationToken.None), FailureCode.SecretMissing, detail, name);
    }

    [Test]
    public async Task An_output_that_cannot_be_written()
    {
        _bench.Put("in/a.csv", "email\nx\n");
        _bench.Put("out/job", "a file where a folder is needed");

        var run = await _bench.RunAsync(Rules);

        Assert.That(run.ExitCode, Is.EqualTo(1), run.People);
        Assert.That(run.Failed.Code, Is.EqualTo(FailureCode.OutputUnwritable));
    }

    [Test]
    public async Task A_time_limit_that_is_too_short()
    {
        // Many times what a quick machine does in the shortest limit that there is.
        _bench.Put("in/a.csv", "email\n" + string.Concat(Enumerable.Repeat("a@b.c\n", 30_000_000)));

        var run = await _bench.RunAsync("[{columns: email, action: mask}]", more: "timeLimit: 1s");

        AssertFailed(run, FailureCode.TimeLimit, "", "");
    }

    private void AssertFailed(BenchRun run, string code, string detail, string objectName)
    {
        Assert.That(run.ExitCode, Is.EqualTo(1), run.People);
        Assert.That((run.Failed.Code, run.Failed.Detail, run.Failed.ObjectName), Is.EqualTo((code, detail, objectName)));
        Assert.That(run.Reports, Has.Count.GreaterThanOrEqualTo(2));
        Assert.That(_bench.OutputFiles, Is.Empty);
    }
}
