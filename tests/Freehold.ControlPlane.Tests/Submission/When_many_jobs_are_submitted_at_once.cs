using System.Net;
using System.Text.Json.Nodes;
using Freehold.ControlPlane.Tests.Startup;
using Freehold.Testing;

namespace Freehold.ControlPlane.Tests.Submission;

public sealed class When_many_jobs_are_submitted_at_once
{
    private const string Batch = Requests.Jobs + "/batch";

    private RunningControlPlane _controlPlane = null!;

    private HttpClient Http => _controlPlane.Http;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _controlPlane = await RunningControlPlane.StartAsync().InTime();
        await Http.AddAgentAsync("eu-bank");
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _controlPlane.DisposeAsync();

    [Test]
    public async Task Each_is_answered_by_itself_and_in_order()
    {
        var answer = await Http.SubmitAsync(Yaml(Requests.Document(extra: "name: one"), "kind: nonsense", Requests.Document("nobody"), Requests.Document(extra: "name: four")), path: Batch);

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created), answer.Text);
        var items = answer.Items;
        Assert.That(items.Select(item => (int)item!["status"]!), Is.EqualTo(new[] { 201, 422, 422, 201 }));
        Assert.That(items.Select(item => (string?)item!["job"]?["name"]), Is.EqualTo(new[] { "one", null, null, "four" }));
        Assert.That((string?)items[1]!["problem"]!["type"], Is.EqualTo("urn:freehold:problem:invalid-document"));
        Assert.That((string?)items[2]!["problem"]!["problems"]![0]!["message"], Does.Contain("there is no agent nobody"));
        Assert.That((string?)items[2]!["problem"]!["correlationId"], Is.EqualTo(answer.Headers["x-correlation-id"]));

        var stored = await Http.ReadAsync($"{Requests.Jobs}/{items[3]!["job"]!["id"]}");
        Assert.That((string?)stored.Json["name"], Is.EqualTo("four"));
        Assert.That((string?)stored.Json["submittedAt"], Is.EqualTo((string?)items[3]!["job"]!["submittedAt"]));
    }

    [Test]
    public async Task A_json_array_does_as_well()
    {
        var document = new JsonObject
        {
            ["kind"] = "transform",
            ["agent"] = "eu-bank",
            ["input"] = "file:///a.csv",
            ["output"] = "file:///o/",
            ["spec"] = new JsonObject { ["rules"] = new JsonArray(new JsonObject { ["columns"] = "a", ["action"] = "mask" }) },
        };

        var answer = await Http.SubmitAsync(new JsonArray([.. Enumerable.Repeat(document, 100).Select(each => each.DeepClone())]).ToJsonString(), path: Batch, contentType: "application/json");

        Assert.That(answer.Items.Select(item => (int)item!["status"]!), Has.Exactly(100).EqualTo(201));
        Assert.That(answer.Items.Select(item => (string)item!["job"]!["id"]!), Is.Unique);
    }

    [Test]
    public async Task With_a_key_any_number_of_repeats_make_each_job_once()
    {
        var documents = Yaml(Requests.Document(extra: "name: repeated"), Requests.Document(extra: "name: repeated"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Http.SubmitAsync(documents, "batch-1", Batch))).InTime();

        var ids = answers.Select(answer => string.Join(' ', answer.Items.Select(item => (string?)item!["job"]!["id"]))).Distinct().ToList();
        Assert.That(ids, Has.Count.EqualTo(1));
        Assert.That(await _controlPlane.Database.ExecuteAsync("select count(*) from jobs where name = 'repeated'"), Is.EqualTo(2L));
    }

    [Test]
    public async Task A_repeat_with_another_document_is_a_conflict_where_it_differs()
    {
        await Http.SubmitAsync(Yaml(Requests.Document(), Requests.Document()), "batch-2", Batch);

        var second = await Http.SubmitAsync(Yaml(Requests.Document(), Requests.Document(extra: "priority: 1"), Requests.Document()), "batch-2", Batch);

        Assert.That(second.Items.Select(item => (int)item!["status"]!), Is.EqualTo(new[] { 201, 409, 201 }));
        Assert.That((string?)second.Items[1]!["problem"]!["type"], Is.EqualTo("urn:freehold:problem:idempotency-conflict"));
    }

    [Test]
    public async Task Its_key_is_not_that_of_a_single_submission()
    {
        var single = await Http.SubmitAsync(Requests.Document(), "batch-3");
        var many = await Http.SubmitAsync(Requests.Document(), "batch-3", Batch);

        Assert.That((string?)many.Items[0]!["job"]!["id"], Is.Not.EqualTo((string?)single.Json["id"]));
    }

    [TestCase("", "application/yaml", "invalid-body")]
    [TestCase("[]", "application/json", "invalid-body")]
    [TestCase("[{", "application/json", "invalid-body")]
    [TestCase("kind: x", "text/plain", "unsupported-media-type")]
    public async Task A_body_without_documents_is_refused(string body, string contentType, string problem)
    {
        Assert.That((await Http.SubmitAsync(body, path: Batch, contentType: contentType)).Problem, Is.EqualTo(problem));
    }

    [Test]
    public async Task More_than_100_are_refused()
    {
        Assert.That((await Http.SubmitAsync(Yaml([.. Enumerable.Repeat(Requests.Document(), 101)]), path: Batch)).Problem, Is.EqualTo("invalid-body"));
    }

    [Test]
    public async Task Together_they_may_be_larger_than_one_and_not_larger_than_4_MiB()
    {
        var large = Requests.Document() + "\n#" + new string('x', 200 * 1024) + "\n";

        Assert.That((await Http.SubmitAsync(Yaml([.. Enumerable.Repeat(large, 10)]), path: Batch)).Status, Is.EqualTo(HttpStatusCode.Created));
        Assert.That((await Http.SubmitAsync(large.PadRight(4 * 1024 * 1024 + 1, 'x'), path: Batch)).Problem, Is.EqualTo("body-too-large"));
    }

    [Test]
    public async Task A_key_over_190_characters_and_another_project_are_refused()
    {
        Assert.That((await Http.SubmitAsync(Requests.Document(), new string('k', 191), Batch)).Problem, Is.EqualTo("invalid-request"));
        Assert.That((await Http.SubmitAsync(Requests.Document(), path: "/api/v1/projects/other/jobs/batch")).Problem, Is.EqualTo("not-found"));
    }

    private static string Yaml(params string[] documents) => string.Join("\n---\n", documents);
}
