using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Freehold.ControlPlane.Identity;
using Freehold.ControlPlane.Tests.Startup;
using Freehold.Testing;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.ControlPlane.Tests.Agents;

public sealed class When_an_agent_dials_with_its_token
{
    private RunningControlPlane _controlPlane = null!;
    private JsonObject _installation = null!;
    private string _label = null!;
    private int _agents;

    private HttpClient Http => _controlPlane.Http;

    private string Page => $"/api/v1/agents/{_label}";

    private string Token => (string)_installation["token"]!;

    [OneTimeSetUp]
    public async Task StartAsync() => _controlPlane = await RunningControlPlane.StartAsync().InTime();

    [SetUp]
    public async Task AddAgentAsync()
    {
        _label = $"agent-{++_agents}";
        _installation = await Http.AddAgentAsync(_label);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _controlPlane.DisposeAsync();

    [Test]
    public async Task It_is_welcomed_and_shown_as_connected()
    {
        using var agent = await AgentCall.DialAsync(_controlPlane, _label, Token);
        await agent.WelcomeAsync();

        var shown = (await Http.ReadAsync(Page)).Json;
        Assert.That((string?)shown["status"], Is.EqualTo("connected"));
        Assert.That((string?)shown["version"], Is.EqualTo("0.1.0"));
        Assert.That((int)shown["maxConcurrent"]!, Is.EqualTo(1));
    }

    [Test]
    public async Task Without_one_it_is_refused()
    {
        using var agent = await AgentCall.DialAsync(_controlPlane, _label, null);

        Assert.That(await agent.EndAsync(), Is.EqualTo((StatusCode.Unauthenticated, "token_missing")));
    }

    [Test]
    public async Task One_of_another_control_plane_is_refused_and_says_nothing_about_the_agent()
    {
        using var otherKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var claims = new JsonObject
        {
            ["iss"] = "freehold",
            ["aud"] = "freehold-agent-gateway",
            ["sub"] = (string)_installation["id"]!,
            ["jti"] = (string)_installation["tokenId"]!,
            ["exp"] = 4_000_000_000,
        };
        using var agent = await AgentCall.DialAsync(_controlPlane, _label, new Es256Jwt(otherKey).Sign(claims));

        Assert.That(await agent.EndAsync(), Is.EqualTo((StatusCode.Unauthenticated, "token_invalid")));
        Assert.That((await Http.ReadAsync(Page)).Json.ContainsKey("refusal"), Is.False);
    }

    [TestCase("iss", "someone")]
    [TestCase("aud", "something")]
    [TestCase("sub", "no-id")]
    [TestCase("jti", "00000000-0000-0000-0000-000000000000")]
    [TestCase("exp", "tomorrow")]
    public async Task One_of_ours_with_other_claims_is_refused(string claim, string value)
    {
        var claims = new JsonObject
        {
            ["iss"] = "freehold",
            ["aud"] = "freehold-agent-gateway",
            ["sub"] = (string)_installation["id"]!,
            ["jti"] = (string)_installation["tokenId"]!,
            ["exp"] = 4_000_000_000,
        };
        var jwt = _controlPlane.Services.GetRequiredService<Es256Jwt>();
        using (var good = await AgentCall.DialAsync(_controlPlane, _label, jwt.Sign((JsonObject)claims.DeepClone())))
            await good.WelcomeAsync();

        claims[claim] = value;
        using var agent = await AgentCall.DialAsync(_controlPlane, _label, jwt.Sign(claims));

        Assert.That(await agent.EndAsync(), Is.EqualTo((StatusCode.Unauthenticated, "token_invalid")));
    }

    [Test]
    public async Task An_expired_one_is_refused_and_the_agents_page_says_what_to_do()
    {
        var jwt = _controlPlane.Services.GetRequiredService<Es256Jwt>();
        var expired = jwt.Sign(new JsonObject
        {
            ["iss"] = "freehold",
            ["aud"] = "freehold-agent-gateway",
            ["sub"] = (string)_installation["id"]!,
            ["jti"] = (string)_installation["tokenId"]!,
            ["exp"] = DateTimeOffset.UtcNow.AddMinutes(-2).ToUnixTimeSeconds(),
        });
        using var agent = await AgentCall.DialAsync(_controlPlane, _label, expired);

        Assert.That(await agent.EndAsync(), Is.EqualTo((StatusCode.Unauthenticated, "token_expired")));
        var refusal = (await Http.ReadAsync(Page)).Json["refusal"]!;
        Assert.That((string?)refusal["reason"], Is.EqualTo("token_expired"));
        Assert.That((string?)refusal["remedy"], Does.Contain("new token"));
    }

    [Test]
    public async Task Revoking_it_ends_the_stream_and_every_later_call()
    {
        using var agent = await AgentCall.DialAsync(_controlPlane, _label, Token);
        await agent.WelcomeAsync();

        var revoked = await Http.DropAsync($"{Page}/tokens/{_installation["tokenId"]}");

        Assert.That(revoked.Status, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await agent.EndAsync()).Refusal, Is.EqualTo("token_revoked"));
        using var again = await AgentCall.DialAsync(_controlPlane, _label, Token);
        Assert.That(await again.EndAsync(), Is.EqualTo((StatusCode.Unauthenticated, "token_revoked")));
        Assert.That((string?)(await Http.ReadAsync(Page)).Json["refusal"]!["reason"], Is.EqualTo("token_revoked"));
    }

    [Test]
    public async Task Another_token_lets_it_move_before_the_first_is_revoked()
    {
        var second = (await Http.SendJsonAsync($"{Page}/tokens")).Json;
        await Http.DropAsync($"{Page}/tokens/{_installation["tokenId"]}");

        using var agent = await AgentCall.DialAsync(_controlPlane, _label, (string)second["token"]!);

        await agent.WelcomeAsync();
    }

    [Test]
    public async Task Removing_the_agent_ends_the_stream_and_every_later_call()
    {
        using var agent = await AgentCall.DialAsync(_controlPlane, _label, Token);
        await agent.WelcomeAsync();

        await Http.DropAsync(Page);

        Assert.That((await agent.EndAsync()).Refusal, Is.EqualTo("agent_removed"));
        using var again = await AgentCall.DialAsync(_controlPlane, _label, Token);
        Assert.That(await again.EndAsync(), Is.EqualTo((StatusCode.PermissionDenied, "agent_removed")));
    }

    [Test]
    public async Task The_token_of_another_agent_is_refused()
    {
        await Http.AddAgentAsync("us-bank");
        using var agent = await AgentCall.DialAsync(_controlPlane, "us-bank", Token);

        Assert.That(await agent.EndAsync(), Is.EqualTo((StatusCode.PermissionDenied, "token_of_another_agent")));
        Assert.That((string?)(await Http.ReadAsync(Page)).Json["refusal"]!["reason"], Is.EqualTo("token_of_another_agent"));
    }
}
