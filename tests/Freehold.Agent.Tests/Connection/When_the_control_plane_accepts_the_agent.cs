using Freehold.Agent.Tests.ScriptedControlPlane;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Tests.Connection;

public sealed class When_the_control_plane_accepts_the_agent
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestAuthority _authority = new();
    private ControlPlaneScript _controlPlane = null!;
    private TestAgent _agent = null!;
    private FakeWorker _worker = null!;

    [SetUp]
    public async Task StartBoth()
    {
        _worker = new(_folder, FakeWorker.Succeeds);
        _controlPlane = await ControlPlaneScript.StartAsync(_authority.Issue());
        _agent = await TestAgent.StartAsync(_folder, _controlPlane.Port, _authority, _worker.Path);
    }

    [TearDown]
    public async Task StopBoth()
    {
        await _agent.DisposeAsync();
        await _controlPlane.DisposeAsync();
        _authority.Dispose();
        _folder.Dispose();
        _agent.Log.Verify();
    }

    [Test]
    public async Task It_shows_its_token_and_says_who_it_is()
    {
        var stream = await _controlPlane.NextStreamAsync();
        var hello = await stream.WelcomeAsync();

        Assert.Multiple(() =>
        {
            Assert.That(stream.Authorization, Is.EqualTo($"Bearer {TestAgent.Token}"));
            Assert.That(hello.ProtocolVersion, Is.EqualTo(1));
            Assert.That(hello.Label, Is.EqualTo("test-agent"));
            Assert.That(hello.Executor, Is.EqualTo("process"));
            Assert.That(hello.Capacity.MaxConcurrent, Is.EqualTo(4));
            Assert.That(hello.Capacity.Kinds, Is.EqualTo(new[] { "transform" }));
            Assert.That(hello.Inventory, Is.Empty);
            Assert.That(Guid.TryParseExact(hello.BootId, "D", out _));
        });
    }

    [Test]
    public async Task It_sends_heartbeats_as_often_as_welcome_says()
    {
        var stream = await _controlPlane.NextWelcomedStreamAsync();

        for (var beat = 0; beat < 3; beat++)
            await stream.NextAsync(message => message.Heartbeat is not null);
    }

    [Test]
    public async Task It_runs_a_job_and_reports_it_from_start_to_end()
    {
        var stream = await _controlPlane.NextWelcomedStreamAsync();
        var attempt = await stream.StartAsync();

        var end = await stream.NextTerminalAsync(attempt);

        Assert.That(end.Succeeded.ManifestUri, Is.EqualTo("file:///out/manifest.json"));
        Assert.That(stream.EventsOf(attempt).Select(happened => happened.KindCase),
            Is.EqualTo(new[] { JobEvent.KindOneofCase.Started, JobEvent.KindOneofCase.Succeeded }));
        Assert.That(stream.EventsOf(attempt).Select(happened => happened.Sequence), Is.EqualTo(new[] { 1ul, 2ul }));
    }

    [Test]
    public async Task It_says_goodbye_when_it_stops()
    {
        var stream = await _controlPlane.NextWelcomedStreamAsync();
        await stream.NextAsync(message => message.Heartbeat is not null);

        await _agent.StopAsync();

        Assert.That((await stream.NextAsync(message => message.Goodbye is not null)).Goodbye.Reason, Is.EqualTo(GoodbyeReason.Stopping));
        await stream.Over.InTime();
    }
}
