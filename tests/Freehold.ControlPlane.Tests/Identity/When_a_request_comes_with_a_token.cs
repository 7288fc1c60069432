using System.Net;
using Freehold.ControlPlane.Tests.Startup;
using Freehold.Testing;

namespace Freehold.ControlPlane.Tests.Identity;

public sealed class When_a_request_comes_with_a_token
{
    private RunningControlPlane _controlPlane = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _controlPlane = await RunningControlPlane.StartAsync().InTime();

    [OneTimeTearDown]
    public async Task StopAsync() => await _controlPlane.DisposeAsync();

    [Test]
    public async Task None_is_refused_and_told_what_to_send()
    {
        using var nobody = _controlPlane.ClientFor(null);

        var answer = await nobody.ReadAsync("/api/v1/me");

        Assert.That(answer.Problem, Is.EqualTo("unauthenticated"));
        Assert.That(answer.Headers["WWW-Authenticate"], Is.EqualTo("Bearer"));
        Assert.That((string)answer.Json["detail"]!, Does.Contain("Authorization: Bearer"));
    }

    [TestCase("nonsense")]
    [TestCase("fh_")]
    [TestCase("fh_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task An_unknown_one_is_refused(string token)
    {
        using var stranger = _controlPlane.ClientFor(token);

        Assert.That((await stranger.ReadAsync("/api/v1/me")).Problem, Is.EqualTo("unauthenticated"));
    }

    [Test]
    public async Task The_owners_says_whose_it_is()
    {
        var me = (await _controlPlane.Http.ReadAsync("/api/v1/me")).Json;

        Assert.That((string?)me["role"], Is.EqualTo("owner"));
        Assert.That((string?)me["organization"], Is.EqualTo("default"));
        Assert.That((string?)me["projects"]![0], Is.EqualTo("default"));
    }

    // What each role may do, whole: the status that is no 401 or 403 shows that the request got past the door.
    [TestCase("viewer", "GET", "/api/v1/me", true)]
    [TestCase("viewer", "GET", "/api/v1/agents", true)]
    [TestCase("viewer", "GET", Requests.Jobs, true)]
    [TestCase("viewer", "POST", Requests.Jobs + "/validate", true)]
    [TestCase("viewer", "POST", Requests.Jobs, false)]
    [TestCase("viewer", "POST", Requests.Jobs + "/00000000-0000-0000-0000-000000000000/cancel", false)]
    [TestCase("operator", "POST", Requests.Jobs, true)]
    [TestCase("operator", "POST", Requests.Jobs + "/00000000-0000-0000-0000-000000000000/cancel", true)]
    [TestCase("operator", "POST", "/api/v1/agents", false)]
    [TestCase("operator", "DELETE", "/api/v1/agents/none", false)]
    [TestCase("operator", "POST", "/api/v1/agents/none/tokens", false)]
    [TestCase("operator", "DELETE", "/api/v1/agents/none/tokens/00000000-0000-0000-0000-000000000000", false)]
    [TestCase("operator", "GET", "/api/v1/tokens", false)]
    [TestCase("operator", "POST", "/api/v1/tokens", false)]
    [TestCase("operator", "DELETE", "/api/v1/tokens/00000000-0000-0000-0000-000000000000", false)]
    [TestCase("owner", "GET", "/api/v1/tokens", true)]
    [TestCase("owner", "DELETE", "/api/v1/agents/none", true)]
    public async Task Its_role_decides(string role, string method, string path, bool allowed)
    {
        using var caller = _controlPlane.ClientFor(await MakeTokenAsync(role));
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        var answer = await Answer.OfAsync(await caller.SendAsync(request).InTime());

        Assert.That(answer.Problem is "forbidden", Is.EqualTo(!allowed), answer.Text);
        Assert.That(answer.Status, Is.Not.EqualTo(HttpStatusCode.Unauthorized));
        if (!allowed)
            Assert.That((string)answer.Json["detail"]!, Does.Contain(role));
    }

    [Test]
    public async Task A_revoked_one_is_refused_at_once()
    {
        var made = (await _controlPlane.Http.SendJsonAsync("/api/v1/tokens", new { name = "script", role = "viewer" })).Json;
        using var script = _controlPlane.ClientFor((string)made["token"]!);
        Assert.That((await script.ReadAsync("/api/v1/me")).Status, Is.EqualTo(HttpStatusCode.OK));

        Assert.That((await _controlPlane.Http.DropAsync($"/api/v1/tokens/{made["view"]!["id"]}")).Status, Is.EqualTo(HttpStatusCode.NoContent));

        Assert.That((await script.ReadAsync("/api/v1/me")).Problem, Is.EqualTo("unauthenticated"));
    }

    [Test]
    public async Task An_expired_one_is_refused()
    {
        var token = await MakeTokenAsync("viewer");
        await _controlPlane.Database.ExecuteAsync("update api_tokens set expires_at = now() - interval '1 second' where role = 'viewer'");
        using var late = _controlPlane.ClientFor(token);

        Assert.That((await late.ReadAsync("/api/v1/me")).Problem, Is.EqualTo("unauthenticated"));
    }

    [TestCase("""{"name":"x"}""", "invalid-body")]
    [TestCase("""{"name":"","role":"viewer"}""", "invalid-request")]
    [TestCase("""{"name":"x","role":"admin"}""", "invalid-request")]
    [TestCase("""{"name":"x","role":"viewer","rolle":1}""", "invalid-body")]
    [TestCase("""{"name":"x","role":"viewer","expiresAt":"2001-01-01T00:00:00Z"}""", "invalid-request")]
    [TestCase("""{"name":"x","name":"y","role":"viewer"}""", "invalid-body")]
    [TestCase("""{"name":""", "invalid-body")]
    [TestCase("""[]""", "invalid-body")]
    [TestCase("", "invalid-request")]
    public async Task A_request_for_a_token_that_makes_no_sense_is_refused(string body, string problem)
    {
        var answer = await _controlPlane.Http.SubmitAsync(body, path: "/api/v1/tokens", contentType: "application/json");

        Assert.That(answer.Problem, Is.EqualTo(problem), answer.Text);
        Assert.That(answer.Text, Does.Not.Contain("Freehold.ControlPlane"));
    }

    private async Task<string> MakeTokenAsync(string role) =>
        (string)(await _controlPlane.Http.SendJsonAsync("/api/v1/tokens", new { name = "test", role })).Json["token"]!;
}
