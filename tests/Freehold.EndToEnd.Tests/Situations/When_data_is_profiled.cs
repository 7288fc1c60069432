using Freehold.EndToEnd.Tests.Programs;

namespace Freehold.EndToEnd.Tests.Situations;

public sealed class When_data_is_profiled
{
    private Stack _stack = null!;

    [OneTimeSetUp]
    public async Task Start() => _stack = await Stack.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _stack.DisposeAsync();

    [Test]
    public async Task What_it_discloses_is_shown_and_no_value_of_a_person_leaves_the_output()
    {
        PeopleFiles.Write(_stack["in/people.csv"], 0, 500);
        var job = await _stack.Api.SubmitAsync($$"""
            kind: profile
            agent: {{Stack.AgentLabel}}
            input: "file://{{_stack["in/people.csv"]}}"
            output: "file://{{_stack["profiles"]}}/"
            spec:
              disclosure: columns
              sample: 400
              rules: [{columns: email, rule: unique}, {columns: email, rule: length, max: 1}]
            """);

        await _stack.Api.ReachesAsync(job, "succeeded");

        var profile = (await _stack.Api.JobAsync(job)).GetProperty("profile");
        Assert.That(profile.GetProperty("rows").GetInt64(), Is.EqualTo(400));
        Assert.That(profile.GetProperty("isSample").GetBoolean(), Is.True);
        Assert.That((profile.GetProperty("rulesChecked").GetInt32(), profile.GetProperty("rulesFailed").GetInt32()), Is.EqualTo((2, 1)));
        Assert.That(profile.GetProperty("details").EnumerateArray().Select(column => column.GetProperty("name").GetString()), Does.Contain("email"));

        var told = (await _stack.Api.JobAsync(job)).GetRawText() + string.Concat((await _stack.Api.EventsAsync(job)).Select(happened => happened.GetRawText()));
        Assert.That(told + _stack.Printed, Does.Not.Contain(PeopleFiles.Canary));
        Assert.That(File.ReadAllText(_stack[$"profiles/{job}/1/profile.html"]), Does.Contain("personal: email").And.Not.Contain("@example.com"));
    }
}
