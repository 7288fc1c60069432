using System.Net;
using Freehold.ControlPlane.Identity;
using Freehold.ControlPlane.Tests.Startup;
using Freehold.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

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
    public async Task One_stays_though_all_owners_are_revoked_at_the_same_time()
    {
        var tokens = _controlPlane.Services.GetRequiredService<ApiTokenStore>();
        var organization = (Guid)(await _controlPlane.Database.ExecuteAsync("select id from organizations"))!;
        for (var number = 0; number < 7; number++)
            await tokens.AddAsync(organization, "owner", Role.Owner, ApiToken.New(), expiresAt: null, CancellationToken.None).InTime();
        var owners = await tokens.ListAsync(organization, CancellationToken.None).InTime();

        // Held up until all of them wait, so that none is done before another begins.
        await using var source = NpgsqlDataSource.Create(_controlPlane.Database.ConnectionString);
        await using var gate = await source.OpenConnectionAsync().InTime();
        await using var hold = await gate.BeginTransactionAsync().InTime();
        await using (var command = new NpgsqlCommand("lock table api_tokens in access exclusive mode", gate))
            await command.ExecuteNonQueryAsync().InTime();
        var revocations = owners.Select(owner => tokens.RevokeAsync(organization, owner.Id, CancellationToken.None)).ToList();
        await Eventually.IsTrueAsync(async () => await _controlPlane.Database.ExecuteAsync(
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") is 8L);
        await hold.RollbackAsync().InTime();
        var outcomes = await Task.WhenAll(revocations).InTime();

        Assert.That(outcomes.Count(outcome => outcome is TokenRevocation.LastOwner), Is.EqualTo(1));
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
