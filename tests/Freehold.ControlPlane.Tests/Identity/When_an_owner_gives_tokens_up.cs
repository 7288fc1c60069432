using System.Net;
using Freehold.ControlPlane.Tests.Startup;
using Freehold.Testing;

namespace Freehold.ControlPlane.Tests.Identity;

public sealed class When_an_owner_gives_tokens_up
{
    private RunningControlPlane _controlPlane = null!;

    [SetUp]
    public async Task StartAsync() => _controlPlane = await RunningControlPlane.StartAsync().InTime();

    [TearDown]
    public async Task StopAsync() => await _controlPlane.DisposeAsync();

    [Test]
    public async Task The_last_one_stays()
    {
        var id = (string)(await _controlPlane.Http.ReadAsync("/api/v1/tokens")).Items[0]!["id"]!;

        Assert.That((await _controlPlane.Http.DropAsync($"/api/v1/tokens/{id}")).Problem, Is.EqualTo("last-owner"));
        Assert.That((await _controlPlane.Http.ReadAsync("/api/v1/me")).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task One_stays_though_two_owners_revoke_each_other_at_the_same_time()
    {
        var first = (string)(await _controlPlane.Http.ReadAsync("/api/v1/tokens")).Items[0]!["id"]!;
        var made = (await _controlPlane.Http.SendJsonAsync("/api/v1/tokens", new { name = "second", role = "owner" })).Json;
        using var second = _controlPlane.ClientFor((string)made["token"]!);

        var answers = await Task.WhenAll(
            _controlPlane.Http.DropAsync($"/api/v1/tokens/{made["view"]!["id"]}"), second.DropAsync($"/api/v1/tokens/{first}")).InTime();

        Assert.That(answers.Count(answer => answer.Status is HttpStatusCode.NoContent), Is.EqualTo(1));
        Assert.That(await _controlPlane.Database.ExecuteAsync("select count(*) from api_tokens where role = 'owner' and revoked_at is null"), Is.EqualTo(1L));
    }

    [Test]
    public async Task Lists_show_every_token_but_never_what_it_is()
    {
        var made = (await _controlPlane.Http.SendJsonAsync("/api/v1/tokens", new { name = "script", role = "operator" })).Json;

        var list = await _controlPlane.Http.ReadAsync("/api/v1/tokens");

        Assert.That(list.Items.Select(item => (string)item!["name"]!), Is.EqualTo(new[] { "script", "first owner" }));
        Assert.That(list.Text, Does.Not.Contain((string)made["token"]!));
        Assert.That(list.Text, Does.Not.Contain("fh_"));
    }
}
