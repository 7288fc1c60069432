using System.Net;
using Freehold.ControlPlane.Tests.Startup;
using Freehold.Testing;

namespace Freehold.ControlPlane.Tests.Submission;

public sealed class When_a_submission_is_repeated
{
    private RunningControlPlane _controlPlane = null!;
    private RunningControlPlane _replica = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _controlPlane = await RunningControlPlane.StartAsync().InTime();
        _replica = await _controlPlane.StartReplicaAsync().InTime();
        await _controlPlane.Http.AddAgentAsync("eu-bank");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _replica.DisposeAsync();
        await _controlPlane.DisposeAsync();
    }

    [Test]
    public async Task The_same_key_and_document_give_the_same_job()
    {
        var first = await _controlPlane.Http.SubmitAsync(Requests.Document(), "once");
        var second = await _replica.Http.SubmitAsync(Requests.Document(), "once");

        Assert.That(second.Status, Is.EqualTo(HttpStatusCode.Created));
        Assert.That((string?)second.Json["id"], Is.EqualTo((string?)first.Json["id"]));
    }

    [Test]
    public async Task The_same_key_with_another_document_is_a_conflict()
    {
        await _controlPlane.Http.SubmitAsync(Requests.Document(), "conflict");

        var second = await _controlPlane.Http.SubmitAsync(Requests.Document(extra: "priority: 1"), "conflict");

        Assert.That(second.Status, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(second.Problem, Is.EqualTo("idempotency-conflict"));
    }

    [Test]
    public async Task Without_a_key_each_is_a_job_of_its_own()
    {
        var first = await _controlPlane.Http.SubmitAsync(Requests.Document());
        var second = await _controlPlane.Http.SubmitAsync(Requests.Document());

        Assert.That((string?)second.Json["id"], Is.Not.EqualTo((string?)first.Json["id"]));
    }

    [Test]
    public async Task Forty_at_the_same_time_on_two_replicas_make_one_job()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(number =>
            (number % 2 == 0 ? _controlPlane : _replica).Http.SubmitAsync(Requests.Document(extra: "name: race"), "race"))).InTime();

        Assert.That(answers.Select(answer => answer.Status), Is.All.EqualTo(HttpStatusCode.Created));
        Assert.That(answers.Select(answer => (string)answer.Json["id"]!).Distinct().Count(), Is.EqualTo(1));
        Assert.That(await _controlPlane.Database.ExecuteAsync("select count(*) from jobs where name = 'race'"), Is.EqualTo(1L));
    }

    [TestCase("")]
    [TestCase("with blank")]
    public async Task A_key_that_is_none_is_refused(string key)
    {
        Assert.That((await _controlPlane.Http.SubmitAsync(Requests.Document(), key)).Problem, Is.EqualTo("invalid-request"));
    }

    [Test]
    public async Task A_key_over_200_characters_is_refused()
    {
        Assert.That((await _controlPlane.Http.SubmitAsync(Requests.Document(), new string('k', 201))).Problem, Is.EqualTo("invalid-request"));
    }
}
