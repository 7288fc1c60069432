using Freehold.Agent.Tests.Networks;
using Freehold.Agent.Tests.ScriptedControlPlane;
using Freehold.Protocol.V1;
using Freehold.Testing.Networks;
using Grpc.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Freehold.Agent.Tests.Checks;

/// <summary>Each thing that can be wrong on the way, with real sockets, is told by its own name with what to do.</summary>
public sealed class When_the_way_to_the_control_plane_is_checked : CheckProgram
{
    private static readonly string[] Way = ["dns", "tcp", "proxy", "tls", "grpc", "token", "clock"];

    [Test]
    public async Task All_is_green_when_all_is_right()
    {
        var answer = await CheckWelcomedAsync();

        Assert.That(answer.ExitCode, Is.Zero, answer.Printed);
        // The test's certificate has ten days to live.
        Assert.That(Way.Select(id => answer.Of(id)), Is.EqualTo(["green", "green", "skipped no_proxy", "warning expires_soon", "green", "green", "green"]));
        Assert.That(answer.Of("worker"), Is.EqualTo("green"));
        Assert.That(answer.Printed, Does.Contain("localhost is ").And.Contain("connected to"));
        Assert.That(answer.Report.GetProperty("outcome").GetString(), Is.EqualTo("warning"));
    }

    [Test]
    public async Task It_comes_as_a_replica_that_stands_by_so_that_a_running_agent_is_not_disturbed()
    {
        var checking = CheckAsync();
        var stream = await ControlPlane.NextStreamAsync();
        var hello = await stream.WelcomeAsync(clock: DateTimeOffset.UtcNow);
        await stream.NextAsync(message => message.Goodbye is not null);
        stream.Close();
        await checking;

        Assert.That((hello.Role, hello.Label, hello.Inventory.Count, hello.Capacity.MaxConcurrent), Is.EqualTo((ReplicaRole.Standby, "test-agent", 0, 0u)));
        Assert.That(hello.ReplicaId, Does.StartWith("check-"));
        Assert.That(Directory.Exists(Folder["state"]), Is.False, "the agent's own state directory was touched");
    }

    [Test]
    public async Task Settings_are_judged_before_anything_is_tried()
    {
        Environment["FREEHOLD_AGENT__LABEL"] = "Not A Label";
        Environment["FREEHOLD_CONTROLPLANE__ENDPONT"] = "https://canary.example";

        var answer = await CheckAsync();

        Assert.That(answer.ExitCode, Is.EqualTo(78));
        Assert.That(answer.Of("settings"), Is.EqualTo("red invalid"));
        Assert.That(answer.Evidence("settings"), Does.Contain("Agent: Label").And.Contain("did you mean ControlPlane:Endpoint?"));
        Assert.That(Way.Select(id => answer.Of(id)), Is.All.EqualTo("skipped depends"));
        Assert.That(ControlPlane.Calls, Is.Zero);
    }

    [Test]
    public async Task A_name_that_nobody_knows()
    {
        Environment["FREEHOLD_CONTROLPLANE__ENDPOINT"] = "https://nobody.invalid";

        var answer = await CheckAsync();

        Assert.That((answer.ExitCode, answer.Of("dns").StartsWith("red n", StringComparison.Ordinal)), Is.EqualTo((1, true)), answer.Printed);
        Assert.That(answer.Evidence("dns"), Does.Contain("nobody.invalid"));
        Assert.That(answer.Of("tcp"), Is.EqualTo("skipped depends"));
    }

    [Test]
    public async Task A_port_where_nothing_listens()
    {
        var port = ControlPlane.Port;
        await ControlPlane.DisposeAsync();

        var answer = await CheckAsync();

        Assert.That((answer.Of("tcp"), answer.Of("tls")), Is.EqualTo(("red refused", "skipped depends")));
        Assert.That(answer.Evidence("tcp"), Does.Contain($"localhost:{port}"));
    }

    [Test]
    public async Task A_host_that_takes_the_connection_and_says_nothing()
    {
        await using var silent = new ServingPort((_, over) => Task.Delay(Timeout.Infinite, over));
        Environment["FREEHOLD_CONTROLPLANE__ENDPOINT"] = $"https://localhost:{silent.Port}";
        Environment["FREEHOLD_CONTROLPLANE__CONNECTTIMEOUT"] = "1s";

        Assert.That((await CheckAsync()).Of("tls"), Is.EqualTo("red timed_out"));
    }

    [TestCase(false, false, "somewhere.example", "red wrong_host", "somewhere.example")]
    [TestCase(false, true, "localhost", "red expired", "server's certificate")]
    [TestCase(true, false, "localhost", "red untrusted", "is not among the authorities of")]
    public async Task A_certificate_that_is_not_right(bool stranger, bool expired, string host, string outcome, string named)
    {
        using var other = new TestAuthority();
        await using var server = await ControlPlaneScript.StartAsync((stranger ? other : Authority).Issue(host, expired));
        Environment["FREEHOLD_CONTROLPLANE__ENDPOINT"] = $"https://localhost:{server.Port}";

        var answer = await CheckAsync();

        Assert.That((answer.Of("tls"), answer.Of("grpc")), Is.EqualTo((outcome, "skipped depends")));
        Assert.That(answer.Evidence("tls"), Does.Contain(named).And.Contain("Freehold test authority"));
        Assert.That(server.Calls, Is.Zero);
    }

    [Test]
    public async Task A_file_without_authorities()
    {
        await File.WriteAllTextAsync(Folder["ca.pem"], "");

        Assert.That((await CheckAsync()).Of("tls"), Is.EqualTo("red ca_unusable"));
    }

    [Test]
    public async Task A_port_without_TLS()
    {
        await using var plain = ServingPort.Answering("SSH-2.0-OpenSSH_9.2\r\n"u8.ToArray());
        Environment["FREEHOLD_CONTROLPLANE__ENDPOINT"] = $"https://localhost:{plain.Port}";

        Assert.That((await CheckAsync()).Of("tls"), Is.EqualTo("red not_tls"));
    }

    [Test]
    public async Task A_server_without_HTTP_2()
    {
        await using var old = await ControlPlaneScript.StartAsync(Authority.Issue(), HttpProtocols.Http1);
        Environment["FREEHOLD_CONTROLPLANE__ENDPOINT"] = $"https://localhost:{old.Port}";

        Assert.That((await CheckAsync()).Of("grpc"), Is.EqualTo("red no_http2"));
    }

    [Test]
    public async Task A_web_site()
    {
        await using var site = await WebSite.StartAsync(Authority.Issue());
        Environment["FREEHOLD_CONTROLPLANE__ENDPOINT"] = $"https://localhost:{site.Port}";

        var answer = await CheckAsync();

        Assert.That((answer.Of("grpc"), answer.Of("token")), Is.EqualTo(("red not_a_control_plane", "skipped depends")));
    }

    [TestCase(StatusCode.Unavailable, "grpc", "red unavailable")]
    [TestCase(StatusCode.PermissionDenied, "token", "red refused")]
    public async Task A_gateway_that_says_no(StatusCode status, string id, string outcome)
    {
        ControlPlane.Answer = status;

        Assert.That((await CheckAsync()).Of(id), Is.EqualTo(outcome));
    }

    [TestCase(RefusalReason.TokenMissing, "red token_missing")]
    [TestCase(RefusalReason.TokenInvalid, "red token_invalid")]
    [TestCase(RefusalReason.TokenExpired, "red token_expired")]
    [TestCase(RefusalReason.TokenRevoked, "red token_revoked")]
    [TestCase(RefusalReason.TokenOfAnotherAgent, "red token_of_another_agent")]
    [TestCase(RefusalReason.AgentRemoved, "red agent_removed")]
    [TestCase(RefusalReason.Version, "red version")]
    public async Task A_token_that_is_refused_is_told_with_the_reason(RefusalReason reason, string outcome)
    {
        ControlPlane.Refuse = reason;

        var answer = await CheckAsync();

        Assert.That((answer.ExitCode, answer.Of("grpc"), answer.Of("token")), Is.EqualTo((1, "green", outcome)));
        Assert.That(answer.Remedy("token"), Is.Not.Empty);
    }

    [Test]
    public async Task A_token_that_cannot_be_read()
    {
        await File.WriteAllTextAsync(Folder["token"], "two words");
        ControlPlane.Refuse = RefusalReason.TokenMissing;

        Assert.That((await CheckAsync()).Of("token"), Is.EqualTo("red token_unusable"));
    }

    [Test]
    public async Task A_clock_that_is_off()
    {
        var answer = await CheckWelcomedAsync(TimeSpan.FromMinutes(-3));

        Assert.That((answer.ExitCode, answer.Of("clock")), Is.EqualTo((1, "red skewed")));
        Assert.That(answer.Evidence("clock"), Does.Match("^1[78][0-9]\\.[0-9] s ahead of"));
    }

    [Test]
    public async Task A_proxy_that_lets_it_pass()
    {
        await using var proxy = new TestProxy("agent:canary pass:word");
        Environment["FREEHOLD_CONTROLPLANE__PROXY"] = $"http://agent:canary%20pass:word@127.0.0.1:{proxy.Port}";

        var answer = await CheckWelcomedAsync();

        Assert.That((answer.Of("proxy"), answer.Of("token")), Is.EqualTo(("green", "green")));
        Assert.That(proxy.Requests, Is.All.EqualTo($"CONNECT localhost:{ControlPlane.Port} HTTP/1.1"));
    }

    [TestCase("", "was given no user")]
    [TestCase("agent:wrong-canary@", "to the user that it was given")]
    public async Task A_proxy_that_wants_a_password(string user, string evidence)
    {
        await using var proxy = new TestProxy("agent:canary");
        Environment["FREEHOLD_CONTROLPLANE__PROXY"] = $"http://{user}127.0.0.1:{proxy.Port}";

        var answer = await CheckAsync();

        Assert.That((answer.Of("tcp"), answer.Of("proxy"), answer.Of("tls")), Is.EqualTo(("green", "red wants_authentication", "skipped depends")));
        Assert.That(answer.Evidence("proxy"), Does.Contain("407").And.Contain(evidence).And.Contain("Basic"));
    }

    [Test]
    public async Task A_proxy_that_opens_no_tunnel()
    {
        await using var proxy = new TestProxy(allow: false);
        Environment["FREEHOLD_CONTROLPLANE__PROXY"] = $"http://127.0.0.1:{proxy.Port}";

        var answer = await CheckAsync();

        Assert.That(answer.Of("proxy"), Is.EqualTo("red refused"));
        Assert.That(answer.Evidence("proxy"), Does.Contain("403"));
    }

    [Test]
    public async Task A_proxy_that_is_none()
    {
        await using var other = ServingPort.Answering("220 mail.example ESMTP\r\n"u8.ToArray());
        Environment["FREEHOLD_CONTROLPLANE__PROXY"] = $"http://127.0.0.1:{other.Port}";

        Assert.That((await CheckAsync()).Of("proxy"), Is.EqualTo("red not_a_proxy"));
    }

    [Test]
    public async Task A_proxy_that_opens_TLS_is_named_as_such_and_passes_with_its_authority()
    {
        using var corporate = new TestAuthority();
        await using var inspected = await ControlPlaneScript.StartAsync(corporate.Issue());
        await using var proxy = new TestProxy(leadsTo: inspected.Port);
        Environment["FREEHOLD_CONTROLPLANE__PROXY"] = $"http://127.0.0.1:{proxy.Port}";

        var answer = await CheckAsync();
        Assert.That((answer.Of("proxy"), answer.Of("tls")), Is.EqualTo(("green", "red intercepted")));
        Assert.That(answer.Evidence("tls"), Does.Contain($"through proxy 127.0.0.1:{proxy.Port}"));
        Assert.That(answer.Remedy("tls"), Does.Contain("caBundle"));

        await File.AppendAllTextAsync(Folder["ca.pem"], $"\n{corporate.Pem}");
        inspected.Refuse = RefusalReason.TokenRevoked;
        Assert.That((await CheckAsync()).Of("token"), Is.EqualTo("red token_revoked"));
    }

    [Test]
    public async Task Its_answer_as_JSON_keeps_its_form()
    {
        var answer = await CheckWelcomedAsync(arguments: ["--output", "json"]);

        Assert.That(answer.Printed, Does.StartWith("{").And.Contain("\"checks\""));
        Assert.That(answer.Report.EnumerateObject().Select(member => member.Name), Is.EqualTo(["version", "agent", "agentVersion", "checkedAt", "outcome", "counts", "checks"]));
        Assert.That(answer.Report.GetProperty("version").GetInt32(), Is.EqualTo(1));
        Assert.That(answer.Report.GetProperty("counts").EnumerateObject().Select(member => member.Name), Is.EqualTo(["green", "warning", "red", "skipped"]));
        Assert.That(
            answer.Checks.SelectMany(check => check.EnumerateObject().Select(member => member.Name)).Distinct(),
            Is.SubsetOf(new[] { "id", "title", "subject", "outcome", "detail", "evidence", "sentence", "remedy", "milliseconds" }));
        Assert.That(
            answer.Checks.Select(check => check.GetProperty("id").GetString()),
            Is.EqualTo(["settings", "dns", "tcp", "proxy", "tls", "grpc", "token", "clock", "worker", "kubernetes_api", "kubernetes_version", "rbac", "secrets", "service_accounts", "quota", "admission", "pods", "stores"]));
    }
}
