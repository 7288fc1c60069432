using System.Text.Json;
using Freehold.EndToEnd.Tests.Programs;

namespace Freehold.EndToEnd.Tests.Situations;

/// <summary>A job over a glob, of which one file is put aside: what people see of it, and what left for that.</summary>
public sealed class When_a_file_of_many_is_bad
{
    private const int Files = 20;

    private Stack _stack = null!;
    private string _id = null!;
    private JsonElement _job;

    [OneTimeSetUp]
    public async Task Run()
    {
        _stack = await Stack.StartAsync();
        PeopleFiles.WriteMany(_stack["in"], Files, rowsEach: 100);
        File.AppendAllText(_stack["in/part-007.csv"], $"{PeopleFiles.Canary}\n");

        _id = await _stack.Api.SubmitAsync(PeopleFiles.Document(_stack["in/*.csv"], _stack["out"], "parallelism: 2")
            .Replace("spec:\n", "spec:\n  badFiles: quarantine\n", StringComparison.Ordinal));
        _job = await _stack.Api.ReachesAsync(_id, "succeeded|failed", TimeSpan.FromSeconds(120));
    }

    [OneTimeTearDown]
    public async Task Stop() => await _stack.DisposeAsync();

    [Test]
    public void The_job_succeeds_with_the_others()
    {
        Assert.That(_job.GetProperty("state").GetString(), Is.EqualTo("succeeded"), $"{_job}");
        Assert.That(CommittedOutput.Of(_stack["out"], _id).Files, Has.Count.EqualTo(Files - 1));
        Assert.That(_job.GetProperty("progress").GetProperty("tasksQuarantined").GetInt32(), Is.EqualTo(1));
    }

    [Test]
    public async Task Its_tasks_are_shown_and_the_bad_one_says_why()
    {
        Assert.That(await _stack.Api.TasksAsync(_id), Has.Count.EqualTo(Files));

        var bad = (await _stack.Api.TasksAsync(_id, "&state=quarantined")).Single();
        Assert.That((bad.GetProperty("index").GetInt32(), bad.GetProperty("object").GetString()), Is.EqualTo((7, "part-007.csv")));
        var failure = bad.GetProperty("failure");
        Assert.That((failure.GetProperty("code").GetString(), failure.GetProperty("detail").GetString(), failure.GetProperty("line").GetInt32()),
            Is.EqualTo(("bad_input", "too_few_fields", 102)));
    }

    [Test]
    public async Task The_last_event_names_it_without_a_value_of_it()
    {
        var events = await _stack.Api.EventsAsync(_id);

        var succeeded = events[^1].GetProperty("body");
        Assert.That(succeeded.GetProperty("quarantined").EnumerateArray().Single().GetProperty("object").GetString(), Is.EqualTo("part-007.csv"));
        Assert.That(succeeded.GetProperty("summary").GetProperty("tasks_quarantined").GetInt32(), Is.EqualTo(1));
        Assert.That(string.Concat(events), Does.Not.Contain(PeopleFiles.Canary));
    }
}
