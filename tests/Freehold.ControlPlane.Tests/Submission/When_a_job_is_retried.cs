using System.Net;
using Freehold.ControlPlane.Tests.Startup;
using Freehold.Testing;

namespace Freehold.ControlPlane.Tests.Submission;

/// <summary>What did not succeed is tried again as another job; what has ended stays as it ended.</summary>
public sealed class When_a_job_is_retried
{
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

    [TestCase("failed")]
    [TestCase("cancelled")]
    [TestCase("rejected")]
    [TestCase("expired")]
    public async Task A_new_job_of_the_same_document_is_queued_and_names_the_old_one(string state)
    {
        var old = await EndedAsync(state);

        var answer = await RetryAsync(old);

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created), answer.Text);
        Assert.That((string?)answer.Json["retryOf"], Is.EqualTo(old));
        Assert.That((string?)answer.Json["state"], Is.EqualTo("queued"));
        Assert.That((int)answer.Json["priority"]!, Is.EqualTo(70));
        Assert.That((string?)(await Http.ReadAsync($"{Requests.Jobs}/{old}")).Json["state"], Is.EqualTo(state));
    }

    [TestCase("queued", "cancel it first, or wait")]
    [TestCase("running", "cancel it first, or wait")]
    [TestCase("succeeded", "Submit its document again")]
    public async Task One_that_may_still_succeed_or_did_is_left_alone(string state, string advice)
    {
        var answer = await RetryAsync(await EndedAsync(state));

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Conflict), answer.Text);
        Assert.That((string?)answer.Json["type"], Is.EqualTo("urn:freehold:problem:not-retryable"));
        Assert.That(answer.Text, Does.Contain(state is "running" ? "unreachable" : state is "queued" ? "queued" : "succeeded").And.Contain(advice));
    }

    [Test]
    public async Task The_same_request_twice_makes_one_job()
    {
        var old = await EndedAsync("failed");

        var first = await RetryAsync(old, "a-key-of-mine");
        var second = await RetryAsync(old, "a-key-of-mine");

        Assert.That((string?)second.Json["id"], Is.EqualTo((string?)first.Json["id"]));
    }

    [Test]
    public async Task An_agent_that_is_gone_is_named()
    {
        await Http.AddAgentAsync("gone-bank");
        var old = (string)(await Http.SubmitAsync(Requests.Document("gone-bank"))).Json["id"]!;
        await Http.DropAsync("/api/v1/agents/gone-bank");

        var answer = await RetryAsync(old);

        Assert.That((int)answer.Status, Is.EqualTo(422), answer.Text);
        Assert.That(answer.Text, Does.Contain("there is no agent gone-bank"));
    }

    [Test]
    public async Task A_job_that_nobody_knows_is_not_found() =>
        Assert.That((await RetryAsync(Guid.NewGuid().ToString())).Status, Is.EqualTo(HttpStatusCode.NotFound));

    private Task<Answer> RetryAsync(string job, string? key = null) => Http.SubmitAsync("", key, $"{Requests.Jobs}/{job}/retry");

    private async Task<string> EndedAsync(string state)
    {
        var job = (string)(await Http.SubmitAsync(Requests.Document(extra: "priority: 70"))).Json["id"]!;
        await _controlPlane.Database.ExecuteAsync($"update jobs set state = '{state}' where id = '{job}'");
        return job;
    }
}
