using System.Net;
using Freehold.ControlPlane.Tests.Startup;
using Freehold.Testing;

namespace Freehold.ControlPlane.Tests.Problems;

public sealed class When_a_request_goes_wrong
{
    private RunningControlPlane _controlPlane = null!;

    private HttpClient Http => _controlPlane.Http;

    [OneTimeSetUp]
    public async Task StartAsync() => _controlPlane = await RunningControlPlane.StartAsync().InTime();

    [OneTimeTearDown]
    public async Task StopAsync() => await _controlPlane.DisposeAsync();

    [TestCase("GET", "/nothing/here", 404, "not-found")]
    [TestCase("GET", "/api/v1/nothing", 404, "not-found")]
    [TestCase("DELETE", "/api/v1/me", 405, "method-not-allowed")]
    [TestCase("POST", "/api/v1/agents", 415, "unsupported-media-type")]
    public async Task The_answer_is_a_problem_document_with_the_correlation_id(string method, string path, int status, string problem)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = method == "POST" ? new StringContent("x") : null };
        request.Headers.Add("x-correlation-id", "mine");

        var answer = await Answer.OfAsync(await Http.SendAsync(request).InTime());

        Assert.That((int)answer.Status, Is.EqualTo(status));
        Assert.That(answer.Problem, Is.EqualTo(problem), answer.Text);
        Assert.That((string?)answer.Json["correlationId"], Is.EqualTo("mine"));
        Assert.That(answer.Headers["x-correlation-id"], Is.EqualTo("mine"));
    }

    [Test]
    public async Task Plaintext_on_the_tls_port_is_not_answered()
    {
        using var plain = new HttpClient { BaseAddress = new Uri($"http://{_controlPlane.Address.Authority}"), Timeout = TimeLimit.Default };

        Assert.That(async () => await plain.GetAsync(new Uri("/healthz", UriKind.Relative)).InTime(), Throws.TypeOf<HttpRequestException>());
    }

    [Test]
    public async Task A_client_that_does_not_know_the_authority_turns_away()
    {
        using var stranger = new HttpClient { BaseAddress = _controlPlane.Address, Timeout = TimeLimit.Default };

        Assert.That(async () => await stranger.GetAsync(new Uri("/healthz", UriKind.Relative)).InTime(),
            Throws.TypeOf<HttpRequestException>().With.Property(nameof(HttpRequestException.HttpRequestError)).EqualTo(HttpRequestError.SecureConnectionError));
    }

    [TestCase("1.1")]
    [TestCase("2.0")]
    public async Task Both_versions_of_http_are_spoken_on_the_one_port(string version)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz")
        {
            Version = Version.Parse(version),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        var response = await Http.SendAsync(request).InTime();

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(response.Version, Is.EqualTo(Version.Parse(version)));
    }
}
