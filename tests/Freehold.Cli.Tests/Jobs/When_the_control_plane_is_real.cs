using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Freehold.Cli.Tests.Programs;

namespace Freehold.Cli.Tests.Jobs;

/// <summary>The scripted control plane of the other fixtures is what we believe of the real one; this one asks it.</summary>
public sealed class When_the_control_plane_is_real
{
    private const string Document = """
        kind: transform
        name: first try
        agent: eu-bank
        input: file:///data/a.csv
        output: file:///data/out/
        spec:
          rules:
            - {columns: email, action: redact}
        """;

    private RealControlPlane _controlPlane = null!;
    private FreeholdProgram _freehold = null!;

    [OneTimeSetUp]
    public async Task SignInAndAddAnAgent()
    {
        _controlPlane = await RealControlPlane.StartAsync();
        _freehold = new FreeholdProgram();
        Ok(await _freehold.RunAsync("login", _controlPlane.Address.ToString(), "--ca-file", _controlPlane.AuthorityFile, "--token-file", _controlPlane.OwnerTokenFile));
        Ok(await _freehold.RunAsync("agents", "add", "eu-bank", "--token-file", _freehold.FileIn("agent.token")));
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _freehold?.Dispose();
        if (_controlPlane is not null)
            await _controlPlane.DisposeAsync();
    }

    [Test]
    public async Task An_agent_that_was_added_is_listed_and_shown()
    {
        var list = Ok(await _freehold.RunAsync("agents", "list"));
        var show = Ok(await _freehold.RunAsync("agents", "show", "eu-bank"));

        Assert.Multiple(() =>
        {
            Assert.That(list.Split('\n')[1], Does.Match("^eu-bank +never_connected"));
            Assert.That(show, Does.Contain("eu-bank").And.Contain("never_connected"));
            Assert.That(File.GetUnixFileMode(_freehold.FileIn("agent.token")), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        });
    }

    [Test]
    public async Task An_agent_gets_another_token_which_no_file_is_overwritten_with()
    {
        Ok(await _freehold.RunAsync("agents", "add", "token-bank", "--token-file", _freehold.FileIn("first.token")));

        var second = Ok(await _freehold.RunAsync("agents", "token", "token-bank")).Trim();
        var refused = await _freehold.RunAsync("agents", "token", "token-bank", "--token-file", _freehold.FileIn("first.token"));

        Assert.That(second, Is.Not.Empty.And.Not.EqualTo((await File.ReadAllTextAsync(_freehold.FileIn("first.token"))).Trim()));
        Assert.That((refused.Code, refused.Error), Is.EqualTo((2, $"{_freehold.FileIn("first.token")} is there already; a file with a token is never overwritten.\n")));
    }

    [Test]
    public async Task A_cancelled_job_is_retried_as_another_one()
    {
        var id = Ok(await _freehold.RunAsync("submit", _freehold.WriteFile("again.yaml", Document))).Trim();
        Ok(await _freehold.RunAsync("jobs", "cancel", id));

        var again = Ok(await _freehold.RunAsync("jobs", "retry", id)).Trim();

        Assert.That(again, Is.Not.EqualTo(id));
        var shown = Ok(await _freehold.RunAsync("jobs", "show", again));
        Assert.That(shown, Does.Match($"retry of +{id}").And.Match("waits +.*has never connected"));
        Assert.That((await _freehold.RunAsync("jobs", "retry", again)).Error, Does.Contain("The job is queued"));
    }

    [Test]
    public async Task A_job_is_submitted_once_under_one_key_shown_listed_and_cancelled()
    {
        var file = _freehold.WriteFile("good.yaml", Document);

        var id = Ok(await _freehold.RunAsync("submit", file, "--idempotency-key", "a-key")).Trim();
        var again = Ok(await _freehold.RunAsync("submit", file, "--idempotency-key", "a-key")).Trim();
        var list = Ok(await _freehold.RunAsync("jobs", "list", "--state", "queued"));
        Ok(await _freehold.RunAsync("jobs", "cancel", id));
        var shown = JsonDocument.Parse(Ok(await _freehold.RunAsync("jobs", "show", id, "--output", "json"))).RootElement;
        var watched = await _freehold.RunAsync("jobs", "watch", id);

        Assert.Multiple(() =>
        {
            Assert.That(again, Is.EqualTo(id));
            Assert.That(list, Does.Contain($"{id}  queued").And.Contain("first try"));
            Assert.That(shown.GetProperty("state").GetString(), Is.EqualTo("cancelled"));
            Assert.That((watched.Code, watched.Error), Is.EqualTo((1, $"{id}  cancelled\nJob {id} cancelled.\n")));
        });
    }

    [Test]
    public async Task A_wrong_document_is_refused_with_file_line_and_column()
    {
        var file = _freehold.WriteFile("wrong.yaml", Document.Replace("name:", "nmae:", StringComparison.Ordinal));

        foreach (var command in new[] { "validate", "submit" })
        {
            var result = await _freehold.RunAsync(command, file);

            Assert.That(result.Code, Is.EqualTo(2));
            Assert.That(result.Error, Does.Contain($"{file}:2:1: ").And.Contain("did you mean name?"));
        }
    }

    [Test]
    public async Task A_good_document_is_told_what_would_happen()
    {
        var result = await _freehold.RunAsync("validate", _freehold.WriteFile("valid.yaml", Document));

        Assert.That((result.Code, result.Error), Is.EqualTo((0, "")));
        Assert.That(result.Output, Does.Contain("It would wait until eu-bank connects for the first time."));
    }

    [Test]
    public async Task An_unknown_job_and_an_unknown_agent_are_usage_errors()
    {
        Assert.That((await _freehold.RunAsync("jobs", "show", Guid.NewGuid().ToString())).Code, Is.EqualTo(2));
        Assert.That((await _freehold.RunAsync("agents", "show", "nobody")).Code, Is.EqualTo(2));
    }

    [Test]
    public async Task A_viewer_may_look_and_may_not_submit()
    {
        using var viewer = new FreeholdProgram();
        var token = viewer.WriteFile("token", await MakeTokenAsync("viewer"));
        Ok(await viewer.RunAsync("login", _controlPlane.Address.ToString(), "--ca-file", _controlPlane.AuthorityFile, "--token-file", token));

        Ok(await viewer.RunAsync("jobs", "list"));
        var refused = await viewer.RunAsync("submit", viewer.WriteFile("good.yaml", Document));

        Assert.That(refused.Code, Is.EqualTo(3), refused.Error);
    }

    private static string Ok(CommandResult result)
    {
        Assert.That(result.Code, Is.Zero, result.Error);
        return result.Output;
    }

    private async Task<string> MakeTokenAsync(string role)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(_controlPlane.AuthorityFile);
        using var http = new HttpClient(new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy } });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(_controlPlane.OwnerTokenFile)).Trim());

        using var answer = await http.PostAsJsonAsync(new Uri(_controlPlane.Address, "api/v1/tokens"), new { name = role, role });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }
}
