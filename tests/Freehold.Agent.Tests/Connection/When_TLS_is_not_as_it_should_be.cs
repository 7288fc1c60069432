using Freehold.Agent.Tests.Networks;
using Freehold.Agent.Tests.ScriptedControlPlane;
using Freehold.Testing.Networks;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Freehold.Agent.Tests.Connection;

public sealed class When_TLS_is_not_as_it_should_be : AgentAndControlPlane
{
    [Test]
    public async Task A_port_without_TLS_gets_nothing()
    {
        await using var plain = await ControlPlaneScript.StartAsync(certificate: null);

        await DialAsync(plain.Port, 1132);

        Assert.That(plain.Calls, Is.Zero);
    }

    [Test]
    public async Task A_port_that_answers_nonsense_is_told_apart_from_silence()
    {
        await using var nonsense = ServingPort.Answering("SSH-2.0-OpenSSH_9.2\r\n"u8.ToArray());

        await DialAsync(nonsense.Port, 1132);
    }

    [Test]
    public async Task An_unknown_authority_is_refused()
    {
        using var stranger = new TestAuthority();
        await using var controlPlane = await ControlPlaneScript.StartAsync(stranger.Issue());

        await DialAsync(controlPlane.Port, 1133);

        Assert.That(controlPlane.Calls, Is.Zero);
    }

    [Test]
    public async Task Without_an_authority_file_the_systems_authorities_count()
    {
        await StartControlPlaneAsync();

        await StartAgentAsync(ControlPlane.Port, authority: null);
        Agent.Log.Expect(1133);

        await Agent.LogsAsync(1133);
        Assert.That(ControlPlane.Calls, Is.Zero);
    }

    [Test]
    public async Task A_certificate_for_another_host_is_refused()
    {
        await using var controlPlane = await ControlPlaneScript.StartAsync(Authority.Issue("somewhere.example"));

        await DialAsync(controlPlane.Port, 1134);

        Assert.That(controlPlane.Calls, Is.Zero);
    }

    [Test]
    public async Task An_expired_certificate_is_refused()
    {
        await using var controlPlane = await ControlPlaneScript.StartAsync(Authority.Issue(expired: true));

        await DialAsync(controlPlane.Port, 1135);

        Assert.That(controlPlane.Calls, Is.Zero);
    }

    [Test]
    public async Task A_server_without_HTTP_2_is_told()
    {
        await using var old = await ControlPlaneScript.StartAsync(Authority.Issue(), HttpProtocols.Http1);

        await DialAsync(old.Port, 1136);
    }

    [Test]
    public async Task A_web_site_is_told_from_a_control_plane()
    {
        await using var site = await WebSite.StartAsync(Authority.Issue());

        await DialAsync(site.Port, 1137);
    }

    [Test]
    public async Task A_file_that_holds_no_authority_is_told()
    {
        await StartControlPlaneAsync();
        await File.WriteAllTextAsync(Folder["empty.pem"], "");

        await StartAgentAsync(ControlPlane.Port, authority: null, $"--controlplane:cafile={Folder["empty.pem"]}");
        Agent.Log.Expect(1141);

        await Agent.LogsAsync(1141);
        Assert.That(ControlPlane.Calls, Is.Zero);
    }

    private async Task DialAsync(int port, int eventId)
    {
        await StartAgentAsync(port, Authority);
        Agent.Log.Expect(eventId);

        var line = await Agent.LogsAsync(eventId);

        Assert.That(line.Level, Is.EqualTo(LogLevel.Error));
        Assert.That(line.Message, Does.Contain(eventId == 1134 ? "localhost" : $"localhost:{port}"));
        Assert.That(line.Message, Does.Not.Contain(TestAgent.Token));
    }
}
