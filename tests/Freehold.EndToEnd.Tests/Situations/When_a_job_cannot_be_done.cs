using Freehold.EndToEnd.Tests.Programs;

namespace Freehold.EndToEnd.Tests.Situations;

public sealed class When_a_job_cannot_be_done
{
    private Stack _stack = null!;

    [OneTimeSetUp]
    public async Task Start() => _stack = await Stack.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _stack.DisposeAsync();

    [Test]
    public async Task A_missing_input_is_named() =>
        await FailsAsync(_stack["nowhere/x.csv"], "input_missing", "nowhere/x.csv");

    [Test]
    public async Task A_glob_that_matches_nothing_is_named() =>
        await FailsAsync(_stack["nowhere/*.csv"], "input_missing", "nowhere/*.csv");

    [Test]
    public async Task A_malformed_row_is_named_by_file_and_line_and_never_quoted()
    {
        PeopleFiles.Write(_stack["malformed/good.csv"], 0, 1000);
        PeopleFiles.Write(_stack["malformed/people.csv"], 0, 1000);
        var lines = File.ReadAllLines(_stack["malformed/people.csv"]);
        lines[776] += $",{PeopleFiles.Canary}";
        File.WriteAllLines(_stack["malformed/people.csv"], lines);

        await FailsAsync(_stack["malformed/*.csv"], "bad_input", "Line 777 of", "people.csv", "9 fields");
    }

    [Test]
    public async Task A_broken_parquet_file_is_named()
    {
        Directory.CreateDirectory(_stack["broken"]);
        File.WriteAllText(_stack["broken/people.parquet"], "PAR1 this is no parquet PAR1");

        await FailsAsync(_stack["broken/*.parquet"], "bad_input", "people.parquet");
    }

    [Test]
    public async Task An_input_that_cannot_be_opened_is_named()
    {
        // Not a matter of rights, so that it cannot be opened by the root user either.
        Directory.CreateDirectory(_stack["unreadable"]);
        File.CreateSymbolicLink(_stack["unreadable/people.csv"], _stack["unreadable/people.csv"]);

        await FailsAsync(_stack["unreadable/people.csv"], "input_missing", "people.csv");
    }

    [Test]
    public async Task An_unknown_column_is_named_with_the_one_that_was_meant()
    {
        PeopleFiles.Write(_stack["columns/people.csv"], 0, 10);
        var document = PeopleFiles.Document(_stack["columns/*.csv"], _stack["out"]).Replace("columns: email", "columns: e_mail", StringComparison.Ordinal);

        await DocumentFailsAsync(document, "spec_invalid", "e_mail", "did you mean email?");
    }

    [TestCase("kind: transform", "kind: transfrom", "line 1", "transform")]
    [TestCase("kind: transform", "kind: train", "line 1", "not available")]
    [TestCase("output:", "outputt:", "line 5", "did you mean output?")]
    [TestCase("agent: here", "agent: nobody", "agent", "nobody")]
    public async Task A_bad_document_is_refused_with_the_place(string good, string bad, string place, string says)
    {
        var document = PeopleFiles.Document(_stack["in/*.csv"], _stack["out"]).Replace(good, bad, StringComparison.Ordinal);

        using var answer = await _stack.Api.PostAsync("/api/v1/projects/default/jobs", document);
        var problem = await answer.Content.ReadAsStringAsync();

        Assert.That((int)answer.StatusCode, Is.InRange(400, 422), problem);
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        Assert.That(problem, Does.Contain(says));
        Assert.That(problem.Replace("\"line\":", "line ", StringComparison.Ordinal), Does.Contain(place));
    }

    private Task FailsAsync(string input, string code, params string[] says) =>
        DocumentFailsAsync(PeopleFiles.Document(input, _stack["out"], "retries: 3"), code, says);

    private async Task DocumentFailsAsync(string document, string code, params string[] says)
    {
        var id = await _stack.Api.SubmitAsync(document);

        var job = await _stack.Api.ReachesAsync(id, "failed");

        var failure = job.GetProperty("failure");
        Assert.That(failure.GetProperty("code").GetString(), Is.EqualTo(code), $"{failure}");
        Assert.That(failure.GetProperty("remedy").GetString(), Is.Not.Empty);
        foreach (var expected in says)
            Assert.That(failure.GetProperty("sentence").GetString(), Does.Contain(expected));

        Assert.That($"{job}", Does.Not.Contain(PeopleFiles.Canary));
        Assert.That(job.GetProperty("attempt").GetInt32(), Is.EqualTo(1), "another attempt would fail the same way");
        Assert.That(CommittedOutput.Exists(_stack["out"], id), Is.False);
        Assert.That(CommittedOutput.Leftovers(_stack["out"], id), Is.Empty, "no half-written output");
    }
}
