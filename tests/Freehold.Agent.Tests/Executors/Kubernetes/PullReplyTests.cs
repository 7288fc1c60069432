using Freehold.Agent.Executors.Kubernetes;

namespace Freehold.Agent.Tests.Executors.Kubernetes;

public sealed class PullReplyTests
{
    private const string Pull = "rpc error: code = Unknown desc = failed to pull and unpack image \"registry.example/team/worker:1\": failed to resolve reference \"registry.example/team/worker:1\": ";

    [TestCase(Pull + "registry.example/team/worker:1: not found", "not_found")]
    [TestCase(Pull + "failed to do request: Head \"https://registry.example/v2/team/worker/manifests/1\": dial tcp 10.0.0.1:443: connect: connection refused", "unreachable")]
    [TestCase(Pull + "failed to do request: Head \"https://registry.example/v2/team/worker/manifests/1\": dial tcp: lookup registry.example: no such host", "unreachable")]
    [TestCase(Pull + "unexpected status from HEAD request to https://registry.example/v2/team/worker/manifests/1: 503 Service Unavailable", "unreachable")]
    [TestCase(Pull + "unexpected status from HEAD request to https://registry.example/v2/team/worker/manifests/1: 401 Unauthorized", "unauthorized")]
    [TestCase(Pull + "pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed", "unauthorized")]
    [TestCase(Pull + "failed to authorize: failed to fetch anonymous token: unexpected status: 403 Forbidden", "unauthorized")]
    [TestCase(Pull + "unexpected status code https://registry.example/v2/team/worker/manifests/1: 429 Too Many Requests - Server message: toomanyrequests: You have reached your unauthenticated pull rate limit.", "rate_limited")]
    [TestCase(Pull + "failed to do request: Head \"https://registry.example/v2/\": tls: failed to verify certificate: x509: certificate signed by unknown authority", "untrusted")]
    [TestCase("reading manifest 1 in registry.example/team/worker: manifest unknown", "not_found")]
    [TestCase("no match for platform in manifest: not found", "not_found")]
    [TestCase("Back-off pulling image \"registry.example/team/worker:1\"", "")]
    [TestCase("", "")]
    [TestCase(null, "")]
    public void Is_one_word_for_what_the_registry_said(string? text, string word)
    {
        Assert.That(PullReply.Of(text), Is.EqualTo(word));
    }

    [TestCase("denied:1")]
    [TestCase("unauthorized/x509:1")]
    [TestCase("429:toomanyrequests")]
    public void Is_not_misled_by_an_image_s_name(string image)
    {
        Assert.That(PullReply.Of($"Back-off pulling image \"registry.example/{image}\""), Is.Empty);
    }
}
