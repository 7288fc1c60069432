using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Freehold.EndToEnd.Tests.Programs;
using Freehold.Testing;

namespace Freehold.EndToEnd.Tests.Situations;

/// <summary>Each reason has its own message at the agent, and none makes it dial in a tight loop.</summary>
public sealed class When_an_agent_is_not_let_in
{
    private Stack _stack = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _stack = await Stack.StartWithoutAgentAsync();
        _stack.WriteToken("agent.token", await _stack.Api.AddAgentAsync(Stack.AgentLabel));
        _stack.WriteToken("other.token", await _stack.Api.AddAgentAsync("other"));
    }

    [OneTimeTearDown]
    public async Task Stop() => await _stack.DisposeAsync();

    [Test]
    public async Task A_wrong_token_is_refused()
    {
        var token = File.ReadAllText(_stack["agent.token"]);
        _stack.WriteToken("wrong.token", token[..^6] + (token.EndsWith("AAAAAA", StringComparison.Ordinal) ? "BBBBBB" : "AAAAAA"));

        await SaysAsync("wrong", 1151, "wrong.token");
    }

    [Test]
    public async Task The_token_of_another_agent_is_refused() => await SaysAsync("another", 1154, "other.token");

    [Test]
    public async Task A_revoked_token_is_refused_and_the_control_plane_shows_it()
    {
        _stack.WriteToken("revoked.token", await _stack.Api.AddAgentAsync("revoked"));
        var token = (await _stack.Api.AgentAsync("revoked")).GetProperty("tokens")[0].GetProperty("id").GetString();
        using var revoked = await _stack.Api.DeleteAsync($"/api/v1/agents/revoked/tokens/{token}");
        Assert.That(revoked.IsSuccessStatusCode, Is.True);

        await SaysAsync("revoked", 1153, "revoked.token", ("FREEHOLD_AGENT__LABEL", "revoked"));

        var refusal = (await _stack.Api.AgentAsync("revoked")).GetProperty("refusal");
        Assert.That(refusal.GetProperty("reason").GetString(), Is.EqualTo("token_revoked"));
    }

    [Test]
    public async Task A_removed_agent_is_refused()
    {
        _stack.WriteToken("removed.token", await _stack.Api.AddAgentAsync("removed"));
        using var removed = await _stack.Api.DeleteAsync("/api/v1/agents/removed");
        Assert.That(removed.IsSuccessStatusCode, Is.True);

        await SaysAsync("removed", 1155, "removed.token", ("FREEHOLD_AGENT__LABEL", "removed"));
    }

    [Test]
    public async Task Revoking_ends_a_live_stream()
    {
        _stack.WriteToken("live.token", await _stack.Api.AddAgentAsync("live"));
        await using var agent = StartAgent("live", "live.token", ("FREEHOLD_AGENT__LABEL", "live"));
        await Eventually.IsTrueAsync(() => _stack.Api.IsConnectedAsync("live"));

        var token = (await _stack.Api.AgentAsync("live")).GetProperty("tokens")[0].GetProperty("id").GetString();
        using var revoked = await _stack.Api.DeleteAsync($"/api/v1/agents/live/tokens/{token}");

        await Eventually.IsTrueAsync(() => Errors(agent).Any(line => IsEvent(line, 1153)), what: "the agent says that its token was revoked");
    }

    [Test]
    public async Task An_unknown_authority_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=somebody else", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(_stack["other-ca.pem"], certificate.ExportCertificatePem());

        await SaysAsync("unknown-ca", 1133, "agent.token", ("FREEHOLD_CONTROLPLANE__CAFILE", _stack["other-ca.pem"]));
    }

    [Test]
    public async Task A_port_without_tls_is_refused()
    {
        using var plain = new TcpListener(System.Net.IPAddress.Loopback, 0);
        plain.Start();
        var answering = AnswerInPlainTextAsync(plain);

        await SaysAsync("plain-port", 1132, "agent.token", ("FREEHOLD_CONTROLPLANE__ENDPOINT", $"https://{plain.LocalEndpoint}"));

        plain.Stop();
        await answering.InTime();
    }

    [Test]
    public async Task An_address_without_tls_stops_the_agent_at_its_start()
    {
        await using var agent = StartAgent("plain-address", "agent.token", ("FREEHOLD_CONTROLPLANE__ENDPOINT", $"http://127.0.0.1:{_stack.Endpoint.Port}"));

        Assert.That(await agent.EndsAsync(TimeSpan.FromSeconds(20)), Is.EqualTo(78));
        Assert.That(agent.Printed, Does.Contain("https"));
    }

    [Test]
    public async Task Plain_text_to_the_tls_port_gets_no_answer()
    {
        using var connection = new TcpClient("127.0.0.1", _stack.Endpoint.Port);
        await using var stream = connection.GetStream();
        await stream.WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray());

        var answer = new byte[1024];
        int read;
        try
        {
            read = await stream.ReadAsync(answer).AsTask().InTime();
        }
        catch (IOException)
        {
            read = 0; // reset: refused as well
        }

        // At most a TLS alert (content type 21), never HTTP.
        Assert.That(read is 0 || answer[0] is 21, Is.True);
    }

    private RunningProgram StartAgent(string name, string tokenFile, params (string, string)[] settings) =>
        _stack.StartAgent(tokenFile, [("FREEHOLD_AGENT__STATEDIRECTORY", _stack[$"agent-{name}"]), .. settings]);

    private async Task SaysAsync(string name, int eventId, string tokenFile, params (string, string)[] settings)
    {
        await using var agent = StartAgent(name, tokenFile, settings);

        await Eventually.IsTrueAsync(
            () => Errors(agent).Any(line => IsEvent(line, eventId)), what: $"the agent says {eventId}; it says: {agent.Printed}");

        // Nobody announces that nothing happens: a while after the first message there is no heap of others.
        await Task.Delay(TimeSpan.FromSeconds(2));
        Assert.That(Errors(agent).Count(), Is.LessThanOrEqualTo(2), agent.Printed);
        Assert.That(agent.Printed, Does.Not.Contain(File.ReadAllText(_stack[tokenFile])));
    }

    private static bool IsEvent(string line, int eventId) => line.Contains($"\"event\":{eventId},", StringComparison.Ordinal);

    private static IEnumerable<string> Errors(RunningProgram agent) =>
        agent.Printed.Split('\n').Where(line => line.Contains("\"level\":\"error\"", StringComparison.Ordinal));

    private static async Task AnswerInPlainTextAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                using var connection = await listener.AcceptTcpClientAsync();
                await using var stream = connection.GetStream();
                await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
        {
            // The test is over.
        }
    }
}
