using System.Text.Json.Nodes;
using Freehold.ControlPlane.Tests.Startup;
using Freehold.Testing;

namespace Freehold.ControlPlane.Tests.Jobs;

public sealed class When_jobs_are_listed
{
    private RunningControlPlane _controlPlane = null!;

    private HttpClient Http => _controlPlane.Http;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _controlPlane = await RunningControlPlane.StartAsync().InTime();
        foreach (var agent in (string[])["newest", "paged", "eu-bank", "us-bank"])
            await Http.AddAgentAsync(agent);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _controlPlane.DisposeAsync();

    [Test]
    public async Task The_newest_comes_first_and_documents_stay_out()
    {
        var first = await SubmitAsync("newest");
        var second = await SubmitAsync("newest");

        var list = await Http.ReadAsync($"{Requests.Jobs}?agent=newest");

        Assert.That(Ids(list), Is.EqualTo(new[] { second, first }));
        Assert.That(list.Text, Does.Not.Contain("\"document\""));
        Assert.That(list.Json.ContainsKey("nextCursor"), Is.False);
    }

    [Test]
    public async Task Pages_hold_every_job_once_though_others_are_submitted_meanwhile()
    {
        var jobs = new List<string>();
        for (var number = 0; number < 7; number++)
            jobs.Add(await SubmitAsync("paged"));

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await Http.ReadAsync($"{Requests.Jobs}?agent=paged&limit=2{(cursor is null ? "" : $"&cursor={cursor}")}");
            seen.AddRange(Ids(page));
            cursor = (string?)page.Json["nextCursor"];
            await SubmitAsync("paged");
        }
        while (cursor is not null && seen.Count <= jobs.Count);

        jobs.Reverse();
        Assert.That(seen, Is.EqualTo(jobs));
    }

    [Test]
    public async Task Filters_keep_what_fits_all_of_them()
    {
        var wanted = await SubmitAsync("eu-bank", "labels: {team: risk, region: eu}");
        await SubmitAsync("eu-bank", "labels: {team: risk}");
        await SubmitAsync("us-bank", "labels: {team: risk, region: eu}");

        var list = await Http.ReadAsync($"{Requests.Jobs}?agent=eu-bank&kind=transform&label=team%3Drisk&label=region%3Deu&state=queued&state=running");

        Assert.That(Ids(list), Is.EqualTo(new[] { wanted }));
        Assert.That((await Http.ReadAsync($"{Requests.Jobs}?state=running")).Items, Is.Empty);
    }

    [TestCase("state=runing", "did you mean running?")]
    [TestCase("kind=transfrom", "did you mean transform?")]
    [TestCase("label=team", "key=value")]
    [TestCase("limit=0", "1 to 200")]
    [TestCase("limit=201", "1 to 200")]
    [TestCase("limit=x", "limit")]
    public async Task A_filter_that_makes_no_sense_is_refused(string query, string hint)
    {
        var answer = await Http.ReadAsync($"{Requests.Jobs}?{query}");

        Assert.That(answer.Problem, Is.EqualTo("invalid-request"));
        Assert.That((string?)answer.Json["detail"], Does.Contain(hint));
    }

    [TestCase("cursor=x")]
    [TestCase("cursor=AAAAAAAAAAAAAAAAAAAAAA%3D%3D")]
    [TestCase("cursor=%00")]
    public async Task A_cursor_that_is_none_is_refused(string query)
    {
        Assert.That((await Http.ReadAsync($"{Requests.Jobs}?{query}")).Problem, Is.EqualTo("invalid-cursor"));
    }

    [Test]
    public async Task A_filter_that_does_not_exist_is_refused_with_the_nearest_one()
    {
        var answer = await Http.ReadAsync($"{Requests.Jobs}?sate=running");

        Assert.That(answer.Problem, Is.EqualTo("unknown-parameter"));
        Assert.That((string?)answer.Json["detail"], Does.Contain("did you mean state?"));
    }

    private static IEnumerable<string> Ids(Answer list) => list.Items.Select((JsonNode? job) => (string)job!["id"]!);

    private async Task<string> SubmitAsync(string agent, string extra = "") =>
        (string)(await Http.SubmitAsync(Requests.Document(agent, extra))).Json["id"]!;
}
