using Freehold.Agent.Tests.Networks;

namespace Freehold.Agent.Tests.Connection;

public sealed class When_a_proxy_stands_between : AgentAndControlPlane
{
    private const string Password = "canary%20pass:word";

    [Test]
    public async Task The_stream_goes_through_it()
    {
        await using var proxy = new TestProxy();

        await StartAgentAsync($"--controlplane:proxy=http://127.0.0.1:{proxy.Port}");
        var stream = await ControlPlane.NextWelcomedStreamAsync();

        await stream.NextAsync(message => message.Heartbeat is not null);
        Assert.That(proxy.Requests, Is.EqualTo(new[] { $"CONNECT localhost:{ControlPlane.Port} HTTP/1.1" }));
    }

    [Test]
    public async Task User_and_password_are_given_to_it_and_to_no_log()
    {
        await using var proxy = new TestProxy("agent:canary pass:word");

        await StartAgentAsync($"--controlplane:proxy=http://agent:{Password}@127.0.0.1:{proxy.Port}");
        var stream = await ControlPlane.NextWelcomedStreamAsync();

        await stream.NextAsync(message => message.Heartbeat is not null);
        Assert.That(Agent.Log.Lines.Select(line => line.ToString()), Has.None.Contain("canary"));
    }

    [TestCase("")]
    [TestCase($"agent:wrong-{Password}@")]
    public async Task A_wrong_password_is_told_without_naming_it(string user)
    {
        await using var proxy = new TestProxy("agent:canary pass:word");

        await StartAgentAsync($"--controlplane:proxy=http://{user}127.0.0.1:{proxy.Port}");
        Agent.Log.Expect(1131);

        Assert.That((await Agent.LogsAsync(1131)).Message, Does.Contain($"127.0.0.1:{proxy.Port}"));
        Assert.That(Agent.Log.Lines.Select(line => line.ToString()), Has.None.Contain("canary"));
        Assert.That(proxy.Requests, Has.Count.LessThanOrEqualTo(2));
    }

    [Test]
    public async Task A_proxy_that_opens_no_tunnel_is_told()
    {
        await using var proxy = new TestProxy(allow: false);

        await StartAgentAsync($"--controlplane:proxy=http://127.0.0.1:{proxy.Port}");
        Agent.Log.Expect(1130);

        Assert.That((await Agent.LogsAsync(1130)).Message, Does.Contain($"to localhost:{ControlPlane.Port}"));
    }

    [Test]
    public async Task A_proxy_that_is_not_there_is_told_from_a_control_plane_that_is_not_there()
    {
        var gone = new TestProxy();
        await gone.DisposeAsync();

        await StartAgentAsync($"--controlplane:proxy=http://127.0.0.1:{gone.Port}");

        Assert.That((await Agent.LogsAsync(1124)).Level, Is.EqualTo(LogLevel.Warning));
    }

    [Test]
    public async Task A_proxy_with_an_unknown_name_is_told()
    {
        await StartAgentAsync("--controlplane:proxy=http://proxy.invalid:3128");

        Assert.That((await Agent.LogsAsync(1124)).Message, Does.Contain("proxy.invalid:3128"));
    }
}
