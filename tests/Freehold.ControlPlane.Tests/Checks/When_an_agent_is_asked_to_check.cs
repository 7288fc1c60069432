using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Freehold.ControlPlane.Tests.AgentStreams;
using Freehold.ControlPlane.Tests.Startup;
using Freehold.Protocol.V1;
using Freehold.Testing;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Freehold.ControlPlane.Tests.Checks;

/// <summary>People have an agent check its surroundings; what it found is stored as words and shown as sentences.</summary>
public sealed class When_an_agent_is_asked_to_check
{
    private RunningControlPlane _controlPlane = null!;
    private string _label = null!;
    private string _token = null!;
    private int _agents;

    private HttpClient Http => _controlPlane.Http;

    private string Check => $"/api/v1/agents/{_label}/check";

    [OneTimeSetUp]
    public async Task StartAsync() => _controlPlane = await RunningControlPlane.StartAsync().InTime();

    [OneTimeTearDown]
    public async Task StopAsync() => await _controlPlane.DisposeAsync();

    [SetUp]
    public async Task AddAgentAsync()
    {
        _label = $"checked-{++_agents}";
        _token = (string)(await Http.AddAgentAsync(_label))["token"]!;
    }

    [Test]
    public async Task It_hears_of_it_and_what_it_found_is_shown_with_what_to_do()
    {
        await using var agent = await ConnectAsync();

        var asked = await AskAsync(withoutPods: true);
        var request = await agent.NextAsync(message => message.CheckRequest);
        await ReportAsync(agent, request.CheckId, Result("dns", CheckOutcome.Green), Result("tls", CheckOutcome.Red, "untrusted"), Result("pods", CheckOutcome.Skipped, "without_pods"));
        var check = (await Http.ReadAsync($"{Check}?wait=20")).Json;

        Assert.That((request.CheckId, request.WithoutPods), Is.EqualTo(((string)asked["id"]!, true)));
        Assert.That(((string?)check["outcome"], (string?)check["requestId"]), Is.EqualTo(("red", request.CheckId)));
        Assert.That(check["results"]!.AsArray().Select(result => (string?)result!["id"]), Is.EqualTo(new[] { "dns", "tls", "pods" }));
        Assert.That((string?)check["results"]![1]!["sentence"], Does.Contain("authority"));
        Assert.That((string?)check["results"]![1]!["remedy"], Does.Contain("caBundle"));
        Assert.That((double)check["ageSeconds"]!, Is.InRange(0, 60));
        Assert.That((string?)(await Http.ReadAsync($"/api/v1/agents/{_label}")).Json["check"]!["outcome"], Is.EqualTo("red"));
    }

    [Test]
    public async Task One_that_is_not_connected_cannot_be_asked_and_it_says_what_to_do()
    {
        using var never = await Http.PostAsync(Check, JsonContent.Create(new { }));
        await using (await ConnectAsync())
        {
            // Connected once.
        }

        await Eventually.IsTrueAsync(async () => (string?)(await Http.ReadAsync($"/api/v1/agents/{_label}")).Json["status"] != "connected");
        using var away = await Http.PostAsync(Check, JsonContent.Create(new { }));

        foreach (var answer in new[] { never, away })
        {
            var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            Assert.That(((int)answer.StatusCode, (string?)problem["type"]), Is.EqualTo((409, "urn:freehold:problem:agent-not-connected")));
            Assert.That((string?)problem["detail"], Does.Contain("freehold-agent check"));
        }
    }

    [Test]
    public async Task Before_the_first_check_there_is_none()
    {
        var check = (await Http.ReadAsync(Check)).Json;

        Assert.That(((string?)check["outcome"], check["results"]!.AsArray().Count, check["checkedAt"]), Is.EqualTo(("none", 0, (JsonNode?)null)));
        Assert.That((await Http.ReadAsync("/api/v1/agents/nobody/check")).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task What_it_finds_by_itself_is_shown_and_what_is_older_does_not_take_its_place()
    {
        await using var agent = await ConnectAsync();

        await ReportAsync(agent, "", Result("clock", CheckOutcome.Warning, "skewed"));
        await OutcomeIsAsync("warning");
        await agent.SendAsync(new() { CheckReport = new() { Results = { Result("dns", CheckOutcome.Red, "no_answer") }, Age = Duration.FromTimeSpan(TimeSpan.FromHours(1)) } });
        await ReportAsync(agent, "", Result("dns", CheckOutcome.Green));
        await OutcomeIsAsync("green");

        Assert.That((await Http.ReadAsync(Check)).Json["requestId"], Is.Null);
    }

    [Test]
    public async Task A_stream_that_breaks_before_the_answer_is_asked_again_on_the_next()
    {
        JsonNode asked;
        await using (var agent = await ConnectAsync())
        {
            asked = await AskAsync(withoutPods: false);
            await agent.NextAsync(message => message.CheckRequest);
        }

        await using var next = await ConnectAsync();
        var again = await next.NextAsync(message => message.CheckRequest);

        Assert.That(again.CheckId, Is.EqualTo((string?)asked["id"]));
        Assert.That((string?)(await Http.ReadAsync(Check)).Json["pending"]!["state"], Is.EqualTo("requested"));
    }

    [Test]
    public async Task Words_of_a_newer_agent_are_kept_and_shown()
    {
        await using var agent = await ConnectAsync();

        await ReportAsync(agent, "", Result("quantum", CheckOutcome.Red, "entangled"));
        await OutcomeIsAsync("red");

        Assert.That((string?)(await Http.ReadAsync(Check)).Json["results"]![0]!["sentence"], Does.Contain("entangled"));
    }

    [Test]
    public async Task What_is_beyond_the_bounds_ends_the_stream([Values(0, 1, 2, 3)] int which)
    {
        await using var agent = await ConnectAsync();
        var report = which switch
        {
            0 => new CheckReport { Age = new(), CheckId = "not a uuid", Results = { Result("dns", CheckOutcome.Green) } },
            1 => new CheckReport { Age = new(), Results = { Enumerable.Repeat(Result("dns", CheckOutcome.Green), 65) } },
            2 => new CheckReport { Age = new(), Results = { Result("dns", CheckOutcome.Red, "host internal.example is unknown") } },
            _ => new CheckReport { Results = { Result("dns", CheckOutcome.Green) } },
        };

        await agent.SendAsync(new() { CheckReport = report });

        Assert.That((await agent.EndAsync()).Status.StatusCode, Is.EqualTo(StatusCode.InvalidArgument));
    }

    private static CheckResult Result(string id, CheckOutcome outcome, string detail = "") => new() { Id = id, Outcome = outcome, Detail = detail, Milliseconds = 5 };

    private static Task ReportAsync(ScriptedAgent agent, string id, params IEnumerable<CheckResult> results) =>
        agent.SendAsync(new() { CheckReport = new() { CheckId = id, Results = { results }, Age = new() } });

    private Task OutcomeIsAsync(string outcome) => Eventually.IsTrueAsync(async () => (string?)(await Http.ReadAsync(Check)).Json["outcome"] == outcome);

    private async Task<JsonNode> AskAsync(bool withoutPods)
    {
        using var answer = await Http.PostAsync(Check, JsonContent.Create(new { withoutPods }));
        Assert.That((int)answer.StatusCode, Is.EqualTo(202));
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    private async Task<ScriptedAgent> ConnectAsync()
    {
        var agent = ScriptedAgent.Dial(_controlPlane.Address, _token, _controlPlane.NewHandler());
        await agent.SendAsync(Messages.Hello(new(Guid.NewGuid(), _label, Guid.NewGuid())));
        await agent.NextAsync(message => message.Welcome);
        await Eventually.IsTrueAsync(async () => (string?)(await Http.ReadAsync($"/api/v1/agents/{_label}")).Json["status"] == "connected");
        return agent;
    }
}
