using Freehold.Agent.Assignments;
using Freehold.Agent.Events;
using Freehold.Agent.Executors;
using Freehold.Agent.Executors.Processes;
using Freehold.Agent.Tests.Executors;
using Freehold.Agent.Tests.ScriptedControlPlane;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Tests.Conditions;

public sealed class When_something_is_wrong_with_the_agent : AgentAndControlPlane
{
    private static readonly TimeSpan LongHeartbeat = TimeSpan.FromSeconds(60);

    private readonly SteppedClock _time = new();

    [Test]
    public async Task A_worker_program_that_is_gone_is_told_at_once_and_so_is_its_return()
    {
        await StartAgentAsync();
        var stream = await ControlPlane.NextStreamAsync();
        await stream.WelcomeAsync(heartbeat: LongHeartbeat);

        File.Delete(Worker.Path);
        Assert.That((await NextConditionAsync(stream)).Subject, Is.EqualTo("worker-program"));

        Worker.Does(FakeWorker.Succeeds);
        await NothingIsWrongAsync(stream);
    }

    [Test]
    public async Task A_new_control_plane_is_told_what_has_been_wrong_for_how_long()
    {
        Replace = services => services.AddSingleton<TimeProvider>(_time);
        await StartAgentAsync();
        var stream = await ControlPlane.NextStreamAsync();
        await stream.WelcomeAsync(heartbeat: LongHeartbeat);
        File.Delete(Worker.Path);
        await NextConditionAsync(stream);
        _time.Pass(TimeSpan.FromHours(1));
        stream.Cut();

        stream = await ControlPlane.NextStreamAsync();
        await stream.WelcomeAsync(heartbeat: LongHeartbeat);

        Assert.That((await NextConditionAsync(stream)).Age.ToTimeSpan(), Is.GreaterThanOrEqualTo(TimeSpan.FromHours(1)));
    }

    [Test]
    public async Task Starts_that_fail_in_a_row_are_until_one_succeeds()
    {
        HangingExecutor? executor = null;
        Replace = services => services.AddSingleton<IExecutor>(
            provider => executor = new(ActivatorUtilities.CreateInstance<ProcessExecutor>(provider)) { FailingStarts = 4 });
        await StartAgentAsync();
        Agent.Log.Expect(1205);
        var stream = await ControlPlane.NextStreamAsync();
        await stream.WelcomeAsync(heartbeat: LongHeartbeat);
        for (var start = 0; start < 3; start++)
            await stream.StartAsync();

        var condition = await NextConditionAsync(stream);
        Assert.That(condition.Code, Is.EqualTo(AgentConditionCode.ExecutorUnavailable));
        Assert.That(condition.Subject, Is.EqualTo("start"));
        Assert.That(condition.Count, Is.EqualTo(3));

        await stream.NextTerminalAsync(await stream.StartAsync());
        await stream.StartAsync();
        await NothingIsWrongAsync(stream);
    }

    // Nothing is started any more, so nothing would ever show that it works again.
    [Test]
    public async Task Old_failures_of_starts_say_nothing_about_now()
    {
        Replace = services => services.AddSingleton<TimeProvider>(_time).AddSingleton<IExecutor>(
            provider => new HangingExecutor(ActivatorUtilities.CreateInstance<ProcessExecutor>(provider)) { FailingStarts = 3 });
        await StartAgentAsync();
        Agent.Log.Expect(1205);
        var stream = await ControlPlane.NextStreamAsync();
        await stream.WelcomeAsync(heartbeat: LongHeartbeat);
        for (var start = 0; start < 3; start++)
            await stream.StartAsync();
        await NextConditionAsync(stream);

        _time.Pass(TimeSpan.FromMinutes(10));

        await NothingIsWrongAsync(stream);
    }

    [Test]
    public async Task A_clock_that_is_off_is_told_until_it_is_put_right([Values(-1, 1)] int direction)
    {
        Replace = services => services.AddSingleton<TimeProvider>(_time);
        await StartAgentAsync();
        var stream = await ControlPlane.NextStreamAsync();
        await stream.WelcomeAsync(heartbeat: LongHeartbeat, clock: DateTimeOffset.UtcNow + (direction * TimeSpan.FromSeconds(90)));

        Assert.That((await NextConditionAsync(stream)).Code, Is.EqualTo(AgentConditionCode.ClockSkewed));

        _time.Set = direction * TimeSpan.FromSeconds(90);
        await NothingIsWrongAsync(stream);
        _time.Set -= direction * TimeSpan.FromSeconds(90);
        Assert.That((await NextConditionAsync(stream)).Code, Is.EqualTo(AgentConditionCode.ClockSkewed));
    }

    [Test]
    public async Task A_clock_that_is_less_than_a_minute_off_is_not()
    {
        await StartAgentAsync();
        var stream = await ControlPlane.NextStreamAsync();
        await stream.WelcomeAsync(clock: DateTimeOffset.UtcNow + TimeSpan.FromSeconds(30));

        Assert.That((await stream.NextAsync(message => message.Heartbeat is not null)).Heartbeat.Conditions, Is.Empty);
    }

    [Test]
    public async Task A_full_outbox_is_until_it_has_room()
    {
        var uri = new string('u', 1000);
        Worker.Does($$$"""echo "{\"succeeded\":{\"artifacts\":[$(yes '{"uri":"{{{uri}}}","sha256":"00","kind":"data"}' | head -n 250 | paste -sd,)]}}" """);
        await StartAgentAsync("--outbox:maxbytes=1048576", "--agent:maxconcurrent=10");
        var stream = await ControlPlane.NextStreamAsync();
        await stream.WelcomeAsync(heartbeat: LongHeartbeat);
        var ends = new List<JobEvent>();
        while (!Agent.Services.GetRequiredService<EventOutbox>().IsFull)
            ends.Add(await stream.NextTerminalAsync(await stream.StartAsync()));

        Assert.That((await NextConditionAsync(stream)).Code, Is.EqualTo(AgentConditionCode.OutboxFull));

        foreach (var end in ends)
        {
            Assert.That(AttemptId.TryRead(end.Attempt, out var attempt));
            await stream.SendAsync(Messages.Acknowledge(attempt, end.Sequence));
        }

        await NothingIsWrongAsync(stream);
    }

    private static async Task<AgentCondition> NextConditionAsync(ScriptedStream stream) =>
        (await stream.NextAsync(message => message.Heartbeat is { Conditions.Count: > 0 })).Heartbeat.Conditions.Single();

    private static Task NothingIsWrongAsync(ScriptedStream stream) =>
        stream.NextAsync(message => message.Heartbeat is { Conditions.Count: 0 });
}
