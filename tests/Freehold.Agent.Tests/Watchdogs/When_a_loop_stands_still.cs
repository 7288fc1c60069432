using System.Net;
using System.Text.RegularExpressions;
using Freehold.Agent.Executors;
using Freehold.Agent.Executors.Processes;
using Freehold.Agent.Tests.Executors;
using Freehold.Agent.Tests.ScriptedControlPlane;
using Freehold.Protocol.V1;
using static Freehold.Agent.Tests.Executors.HangingExecutor;

namespace Freehold.Agent.Tests.Watchdogs;

internal sealed partial class When_a_loop_stands_still : AgentAndControlPlane
{
    private static readonly TimeSpan TooLong = TimeSpan.FromMinutes(3);

    private readonly SteppedClock _time = new();
    private HangingExecutor? _executor;

    [TearDown]
    public void LetEverythingEnd() => _executor?.GoOn();

    [TestCase(Call.Remove, "receiver", HttpStatusCode.ServiceUnavailable)]
    [TestCase(Call.Watch, "attempt", HttpStatusCode.ServiceUnavailable)]
    [TestCase(Call.Stop, "attempt-stop", HttpStatusCode.OK)]
    public async Task It_is_told_everywhere_until_it_gets_on(Call hangs, string loop, HttpStatusCode liveness)
    {
        Replace = services => services.AddSingleton<TimeProvider>(_time)
            .AddSingleton<IExecutor>(provider => _executor = new(ActivatorUtilities.CreateInstance<ProcessExecutor>(provider)) { Hangs = hangs });
        await StartAgentAsync("--health:listen=http://127.0.0.1:0");
        using var client = new HttpClient { BaseAddress = new(Address().Match((await Agent.LogsAsync(1002)).Message).Value), Timeout = TimeLimit.Default };
        var stream = await ControlPlane.NextStreamAsync();
        await stream.WelcomeAsync(heartbeat: TimeSpan.FromSeconds(60));
        await HangAsync(stream, hangs);

        // 1. The stall is told at once: the next heartbeat is a minute away.
        _time.Pass(TooLong);
        var told = (await NextHeartbeatAsync(stream, heartbeat => heartbeat.Conditions.Count > 0)).Conditions.Single();
        Assert.That(told.Code, Is.EqualTo(AgentConditionCode.LoopStalled));
        Assert.That(told.Subject, Is.EqualTo(loop));
        Assert.That(told.Count, Is.EqualTo(1));
        Assert.That(told.Age.ToTimeSpan(), Is.InRange(TooLong, TooLong + TimeLimit.Default));
        await Agent.LogsAsync(1601);

        // 2. Who restarts the agent is told as well, where that helps.
        var health = await client.GetAsync("/healthz");
        Assert.That(health.StatusCode, Is.EqualTo(liveness));
        if (liveness is not HttpStatusCode.OK)
            Assert.That(await health.Content.ReadAsStringAsync(), Does.Match($"^the loop {loop} has made no progress for \\d+ s$"));

        // 3. Over is over.
        _executor!.GoOn();
        await NextHeartbeatAsync(stream, heartbeat => heartbeat.Conditions.Count == 0);
        await Agent.LogsAsync(1602);
        Assert.That((await client.GetAsync("/healthz")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(Agent.Log.Lines.Count(line => line.EventId is 1601 or 1602), Is.EqualTo(2));
    }

    private async Task HangAsync(ScriptedStream stream, Call hangs)
    {
        if (hangs is Call.Stop)
            Worker.Does(FakeWorker.RunsUntilStopped);
        var attempt = await stream.StartAsync();
        if (hangs is Call.Stop)
        {
            await stream.NextEventAsync(attempt, happened => happened.Started is not null);
            await stream.SendAsync(Messages.Cancel(attempt));
        }
        else if (hangs is Call.Remove)
        {
            var end = await stream.NextTerminalAsync(attempt);
            await stream.SendAsync(Messages.Acknowledge(attempt, end.Sequence));
        }

        await _executor!.HangingNow.InTime();
    }

    private static async Task<AgentHeartbeat> NextHeartbeatAsync(ScriptedStream stream, Func<AgentHeartbeat, bool> fits) =>
        (await stream.NextAsync(message => message.Heartbeat is { } heartbeat && fits(heartbeat))).Heartbeat;

    [GeneratedRegex(@"http://127\.0\.0\.1:[1-9]\d*", RegexOptions.None, 1000)]
    private static partial Regex Address();
}
