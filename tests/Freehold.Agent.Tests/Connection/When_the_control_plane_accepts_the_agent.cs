using Freehold.Agent.Tests.ScriptedControlPlane;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Tests.Connection;

public sealed class When_the_control_plane_accepts_the_agent : AgentAndControlPlane
{
    [SetUp]
    public Task Start() => StartAgentAsync();

    [Test]
    public async Task It_shows_its_token_and_says_who_it_is()
    {
        var stream = await ControlPlane.NextStreamAsync();
        var hello = await stream.WelcomeAsync();

        Assert.Multiple(() =>
        {
            Assert.That(stream.Authorization, Is.EqualTo($"Bearer {TestAgent.Token}"));
            Assert.That(hello.ProtocolVersion, Is.EqualTo(1));
            Assert.That(hello.Label, Is.EqualTo("test-agent"));
            Assert.That(hello.Executor, Is.EqualTo("process"));
            Assert.That(hello.Capacity.MaxConcurrent, Is.EqualTo(4));
            Assert.That(hello.Capacity.Kinds, Is.EqualTo(new[] { "transform", "profile", "check" }));
            Assert.That(hello.Inventory, Is.Empty);
            Assert.That(Guid.TryParseExact(hello.BootId, "D", out _));
        });
    }

    [Test]
    public async Task It_sends_heartbeats_as_often_as_welcome_says()
    {
        var stream = await ControlPlane.NextWelcomedStreamAsync();

        for (var beat = 0; beat < 3; beat++)
            await stream.NextAsync(message => message.Heartbeat is not null, TimeSpan.FromSeconds(5));
    }

    [Test]
    public async Task It_runs_a_job_and_reports_it_from_start_to_end()
    {
        var stream = await ControlPlane.NextWelcomedStreamAsync();
        var attempt = await stream.StartAsync();

        var end = await stream.NextTerminalAsync(attempt);

        Assert.That(end.Succeeded.ManifestUri, Is.EqualTo("file:///out/manifest.json"));
        Assert.That(stream.EventsOf(attempt).Select(happened => happened.KindCase),
            Is.EqualTo(new[] { JobEvent.KindOneofCase.Started, JobEvent.KindOneofCase.Succeeded }));
        Assert.That(stream.EventsOf(attempt).Select(happened => happened.Sequence), Is.EqualTo(new[] { 1ul, 2ul }));
    }

    [Test]
    public async Task It_forgets_a_job_whose_end_is_acknowledged()
    {
        var stream = await ControlPlane.NextWelcomedStreamAsync();
        var attempt = await stream.StartAsync();
        var end = await stream.NextTerminalAsync(attempt);
        var folder = Path.Combine(Folder["state"], "work", attempt.FolderName);
        Assert.That(Directory.Exists(folder));

        await stream.SendAsync(Messages.Acknowledge(attempt, end.Sequence));

        await Eventually.IsTrueAsync(() => !Directory.Exists(folder));
        stream.Close();
        Assert.That((await (await ControlPlane.NextStreamAsync()).WelcomeAsync()).Inventory, Is.Empty);
    }

    [Test]
    public async Task It_says_goodbye_when_it_stops()
    {
        var stream = await ControlPlane.NextWelcomedStreamAsync();
        await stream.NextAsync(message => message.Heartbeat is not null);

        await Agent.StopAsync();

        Assert.That((await stream.NextAsync(message => message.Goodbye is not null)).Goodbye.Reason, Is.EqualTo(GoodbyeReason.Stopping));
        await stream.Over.InTime();
    }

    [Test]
    public async Task It_goes_when_told_to_and_comes_back()
    {
        var stream = await ControlPlane.NextWelcomedStreamAsync();

        await stream.SendAsync(new() { GoAway = new() { RetryAfter = new() { Seconds = 1 } } });

        Assert.That((await stream.NextAsync(message => message.Goodbye is not null)).Goodbye.Reason, Is.EqualTo(GoodbyeReason.ToldToGo));
        await ControlPlane.NextWelcomedStreamAsync();
        Assert.That((await Agent.LogsAsync(1111)).Level, Is.EqualTo(LogLevel.Information));
    }

    [Test]
    public async Task A_kind_of_message_that_it_does_not_know_is_ignored()
    {
        var stream = await ControlPlane.NextWelcomedStreamAsync();

        // Field 99, from a control plane one version newer.
        await stream.SendAsync(ControlMessage.Parser.ParseFrom(new byte[] { 0x9A, 0x06, 0x00 }));

        await stream.NextTerminalAsync(await stream.StartAsync());
    }
}
