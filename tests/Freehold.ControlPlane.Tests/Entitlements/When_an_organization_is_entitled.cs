using System.Net;
using System.Net.Http.Json;
using Freehold.ControlPlane.Tests.Startup;
using Freehold.Testing;

namespace Freehold.ControlPlane.Tests.Entitlements;

public sealed class When_an_organization_is_entitled
{
    private const string Place = "/api/v1/entitlement";

    private readonly Vendor _vendor = new();
    private RunningControlPlane _controlPlane = null!;

    private HttpClient Http => _controlPlane.Http;

    [SetUp]
    public async Task StartAsync() => _controlPlane = await RunningControlPlane.StartAsync($"Entitlement:KeyFiles={_vendor.KeyFile}").InTime();

    [TearDown]
    public async Task StopAsync() => await _controlPlane.DisposeAsync();

    [OneTimeTearDown]
    public void Dispose() => _vendor.Dispose();

    [Test]
    public async Task Without_one_nothing_is_taken_and_it_says_what_to_do()
    {
        var refused = await Http.SendJsonAsync("/api/v1/agents", new { label = "eu-bank" });

        Assert.That(refused.Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(refused.Problem, Is.EqualTo("not-entitled"));
        Assert.That((string?)refused.Json["detail"], Does.Contain("freehold entitlement upload"));
        Assert.That((string?)(await Http.ReadAsync(Place)).Json["standing"], Is.EqualTo("missing"));
    }

    [Test]
    public async Task The_agent_and_the_replica_too_many_are_refused_with_what_is_in_use_and_removing_makes_room()
    {
        await UploadAsync("\"agents\": 2, \"replicas\": 5");
        await AddAsync("one", replicas: 2);

        Assert.That((string?)(await Http.SendJsonAsync("/api/v1/agents", new { label = "two", replicas = 4 })).Json["detail"], Does.StartWith("2 of 5 replicas"));
        await AddAsync("two", replicas: 3);
        var third = await Http.SendJsonAsync("/api/v1/agents", new { label = "three", replicas = 1 });
        Assert.That((string?)third.Json["detail"], Does.StartWith("2 of 2 agents of the entitlement are in use"));
        Assert.That((int)third.Json["used"]!, Is.EqualTo(2));

        await Http.DropAsync("/api/v1/agents/one");
        await AddAsync("three", replicas: 2);
        var usage = (await Http.ReadAsync(Place)).Json["usage"]!;
        Assert.That(((int)usage["agents"]!, (int)usage["replicas"]!), Is.EqualTo((2, 5)));
    }

    [Test]
    public async Task A_kind_that_is_not_in_it_is_refused_when_submitted_and_when_validated()
    {
        await UploadAsync("\"kinds\": [\"profile\"]");
        await AddAsync("eu-bank", replicas: 1);

        var refused = await Http.SubmitAsync(Requests.Document());
        var validated = await Http.SubmitAsync(Requests.Document(), path: $"{Requests.Jobs}/validate");

        Assert.That((string?)refused.Json["detail"], Does.Contain("is for profile, not for transform"));
        Assert.That((bool)validated.Json["valid"]!, Is.False);
        Assert.That((await Http.ReadAsync(Requests.Jobs)).Items, Is.Empty);
    }

    [Test]
    public async Task After_its_end_nothing_new_is_taken_and_another_one_makes_it_good_at_once()
    {
        await UploadAsync("\"expires\": \"2020-01-01T00:00:00Z\"");
        Assert.That((string?)(await Http.ReadAsync(Place)).Json["standing"], Is.EqualTo("expired"));
        Assert.That((string?)(await Http.SendJsonAsync("/api/v1/agents", new { label = "eu-bank" })).Json["detail"], Does.Contain("ended on 2020-01-01"));

        await UploadAsync("");

        await AddAsync("eu-bank", replicas: 2);
        Assert.That((await Http.SubmitAsync(Requests.Document())).Status, Is.EqualTo(HttpStatusCode.Created));
    }

    [Test]
    public async Task One_that_was_changed_is_refused_and_the_one_before_stays()
    {
        await UploadAsync("\"agents\": 1");
        var tampered = await PutAsync(new
        {
            document = Convert.ToBase64String(Vendor.Document("\"agents\": 100")),
            signature = Convert.ToBase64String(_vendor.Sign(Vendor.Document("\"agents\": 1"))),
        });

        Assert.That(tampered.Problem, Is.EqualTo("invalid-entitlement"));
        Assert.That((string?)tampered.Json["detail"], Does.Contain("The signature does not fit"));
        Assert.That((int)(await Http.ReadAsync(Place)).Json["document"]!["agents"]!, Is.EqualTo(1));
    }

    [Test]
    public async Task One_that_was_changed_in_the_database_counts_for_nothing()
    {
        await UploadAsync("\"agents\": 1");
        await _controlPlane.Database.ExecuteAsync("update entitlements set document = convert_to(replace(convert_from(document, 'UTF8'), '1}', '9}'), 'UTF8')");
        await using var replica = await _controlPlane.StartReplicaAsync($"Entitlement:KeyFiles={_vendor.KeyFile}").InTime();

        Assert.That((string?)(await replica.Http.ReadAsync(Place)).Json["standing"], Is.EqualTo("invalid"));
    }

    [Test]
    public async Task Only_an_owner_brings_one()
    {
        var token = (string)(await Http.SendJsonAsync("/api/v1/tokens", new { name = "script", role = "operator" })).Json["token"]!;
        using var operating = _controlPlane.ClientFor(token);

        var answer = await operating.PutAsJsonAsync(new Uri(Place, UriKind.Relative), _vendor.Delivered("")).InTime();

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    private async Task UploadAsync(string members) => Assert.That((await PutAsync(_vendor.Delivered(members))).Status, Is.EqualTo(HttpStatusCode.OK));

    private async Task<Answer> PutAsync(object body) =>
        await Answer.OfAsync(await Http.PutAsJsonAsync(new Uri(Place, UriKind.Relative), body).InTime());

    private async Task AddAsync(string label, int replicas)
    {
        var answer = await Http.SendJsonAsync("/api/v1/agents", new { label, replicas });
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created), answer.Text);
    }
}
