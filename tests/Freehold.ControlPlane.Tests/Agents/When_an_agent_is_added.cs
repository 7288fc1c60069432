using System.Net;
using Freehold.ControlPlane.Tests.Startup;
using Freehold.Testing;

namespace Freehold.ControlPlane.Tests.Agents;

public sealed class When_an_agent_is_added
{
    private RunningControlPlane _controlPlane = null!;

    private HttpClient Http => _controlPlane.Http;

    [OneTimeSetUp]
    public async Task StartAsync() => _controlPlane = await RunningControlPlane.StartAsync(
        "Endpoint:PublicAddress=https://freehold.example",
        "Installation:Chart=oci://registry.example/charts/freehold-agent",
        "Installation:ChartVersion=1.2.3",
        "Installation:ImageRegistry=registry.example/freehold").InTime();

    [OneTimeTearDown]
    public async Task StopAsync() => await _controlPlane.DisposeAsync();

    [Test]
    public async Task The_answer_holds_all_that_an_installation_needs()
    {
        var installation = await Http.AddAgentAsync("eu-bank");

        var token = (string)installation["token"]!;
        Assert.That(token.Split('.'), Has.Length.EqualTo(3));
        Assert.That((string?)installation["endpoint"], Is.EqualTo("https://freehold.example"));
        Assert.That(installation["environment"]!.AsArray().Select(line => (string)line!), Is.EqualTo(new[]
        {
            "FREEHOLD_AGENT__LABEL=eu-bank",
            "FREEHOLD_AGENT__STATEDIRECTORY=.freehold-agent",
            "FREEHOLD_CONTROLPLANE__ENDPOINT=https://freehold.example",
            $"FREEHOLD_CONTROLPLANE__TOKEN={token}",
        }));
        Assert.That((DateTimeOffset)installation["tokenExpiresAt"]!, Is.EqualTo(DateTimeOffset.UtcNow.AddDays(90)).Within(TimeSpan.FromMinutes(1)));
    }

    [Test]
    public async Task The_answer_holds_the_command_and_the_values_for_helm()
    {
        var installation = (await Http.SendJsonAsync("/api/v1/agents", new { label = "in-kubernetes", replicas = 3, size = "M" })).Json;

        Assert.That((string?)installation["helm"]!["command"], Is.EqualTo(
            "helm upgrade --install in-kubernetes oci://registry.example/charts/freehold-agent --version 1.2.3 --namespace freehold --create-namespace -f values.yaml"));
        Assert.That((string?)installation["helm"]!["values"], Does.Contain("registry: \"registry.example/freehold\"")
            .And.Contain("endpoint: \"https://freehold.example\"").And.Contain("replicas: 3\nsize: M\n")
            .And.Contain($"token: \"{installation["token"]}\""));
    }

    [Test]
    public async Task The_command_can_be_read_again_and_the_token_cannot()
    {
        var made = (await Http.SendJsonAsync("/api/v1/agents", new { label = "read-again", replicas = 5 })).Json;
        var again = await Http.ReadAsync("/api/v1/agents/read-again");
        var renewed = (await Http.SendJsonAsync("/api/v1/agents/read-again/tokens", new { })).Json;

        Assert.That((string?)again.Json["helm"]!["command"], Is.EqualTo((string?)made["helm"]!["command"]));
        Assert.That((string?)again.Json["helm"]!["values"], Does.Contain("replicas: 5\n").And.Not.Contain("token: "));
        Assert.That((bool)again.Json["helm"]!["hasToken"]!, Is.False);
        Assert.That((string?)renewed["helm"]!["values"], Does.Contain("replicas: 5\n").And.Contain($"token: \"{renewed["token"]}\""));
    }

    [TestCase(0, "S")]
    [TestCase(11, "S")]
    [TestCase(2, "XL")]
    public async Task A_size_that_is_none_is_refused(int replicas, string size)
    {
        Assert.That((await Http.SendJsonAsync("/api/v1/agents", new { label = "sized", replicas, size })).Problem, Is.EqualTo("invalid-request"));
        Assert.That((await Http.ReadAsync("/api/v1/agents/sized")).Problem, Is.EqualTo("not-found"));
    }

    [Test]
    public async Task It_is_shown_as_never_connected_and_its_token_no_more()
    {
        var token = (string)(await Http.AddAgentAsync("shown"))["token"]!;

        var agent = await Http.ReadAsync("/api/v1/agents/shown");

        Assert.That((string?)agent.Json["status"], Is.EqualTo("never_connected"));
        Assert.That(agent.Json["tokens"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That(agent.Text, Does.Not.Contain(token.Split('.')[2]));
    }

    [Test]
    public async Task A_label_in_use_is_refused_also_of_eight_at_the_same_time()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Http.SendJsonAsync("/api/v1/agents", new { label = "wanted" }))).InTime();

        Assert.That(answers.Count(answer => answer.Status is HttpStatusCode.Created), Is.EqualTo(1));
        Assert.That(answers.Count(answer => answer.Problem is "label-taken"), Is.EqualTo(7));
    }

    [TestCase("")]
    [TestCase("EU")]
    [TestCase("-eu")]
    [TestCase("eu-")]
    [TestCase("e u")]
    [TestCase("eu\n")]
    [TestCase("../eu")]
    public async Task A_label_that_is_none_is_refused(string label)
    {
        Assert.That((await Http.SendJsonAsync("/api/v1/agents", new { label })).Problem, Is.EqualTo("invalid-request"));
    }

    [Test]
    public async Task Lists_are_paged_by_label()
    {
        foreach (var label in (string[])["0c", "0a", "0b", "0d"])
            await Http.AddAgentAsync(label);

        var first = await Http.ReadAsync("/api/v1/agents?limit=2");
        var second = await Http.ReadAsync($"/api/v1/agents?limit=2&cursor={first.Json["nextCursor"]}");

        Assert.That(first.Items.Concat(second.Items).Select(agent => (string)agent!["label"]!), Is.EqualTo(new[] { "0a", "0b", "0c", "0d" }));
    }

    [Test]
    public async Task Removing_it_cancels_its_jobs_and_frees_nothing_of_its_name()
    {
        await Http.AddAgentAsync("unwanted");
        var job = (string)(await Http.SubmitAsync(Requests.Document("unwanted"))).Json["id"]!;

        Assert.That((await Http.DropAsync("/api/v1/agents/unwanted")).Status, Is.EqualTo(HttpStatusCode.NoContent));

        Assert.That((await Http.ReadAsync("/api/v1/agents/unwanted")).Problem, Is.EqualTo("not-found"));
        Assert.That((string?)(await Http.ReadAsync($"{Requests.Jobs}/{job}")).Json["state"], Is.EqualTo("cancelled"));
        Assert.That((await Http.SubmitAsync(Requests.Document("unwanted"))).Problem, Is.EqualTo("invalid-document"));
        Assert.That((await Http.SendJsonAsync("/api/v1/agents", new { label = "unwanted" })).Problem, Is.EqualTo("label-taken"));
        Assert.That((await Http.DropAsync("/api/v1/agents/unwanted")).Problem, Is.EqualTo("not-found"));
    }
}
