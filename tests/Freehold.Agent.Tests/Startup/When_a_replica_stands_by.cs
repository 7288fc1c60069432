using System.Diagnostics;
using Freehold.Agent.Tests.ScriptedControlPlane;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Tests.Startup;

public sealed class When_a_replica_stands_by : AgentProgram
{
    private const string Standby = "--agent:standby=true";

    [Test]
    public async Task It_takes_over_from_a_leader_that_is_killed_with_everything_that_runs()
    {
        Worker.Does(FakeWorker.RunsUntilReleased);
        var (leader, led) = await StartLeaderAsync();
        var (_, waiting, standby) = await StartStandbyAsync();
        var attempt = await led.StartAsync();
        await led.NextEventAsync(attempt, happened => happened.Started is not null);

        var killed = Stopwatch.GetTimestamp();
        await leader.KillAsync();

        // The old stream ends in good order, the new one has the inventory.
        var stream = await ControlPlane.NextStreamAsync();
        var hello = await stream.WelcomeAsync([Messages.Verdict(attempt, InventoryDecision.Keep, acknowledged: 1)]);
        Assert.That(Stopwatch.GetElapsedTime(killed), Is.LessThan(TimeSpan.FromSeconds(5)), "about two seconds on a machine that has time");
        Assert.That(waiting.Received[^1].Goodbye, Is.Not.Null);
        Assert.That(hello.Role, Is.EqualTo(ReplicaRole.Leader));
        Assert.That(hello.ReplicaId, Is.EqualTo(standby.ReplicaId));
        Assert.That(hello.Inventory.Single().Attempt, Is.EqualTo(attempt.ToReference()));
        Assert.That(hello.Inventory.Single().Phase, Is.EqualTo(AttemptPhase.Confirmed));

        Worker.Release();
        var end = await stream.NextTerminalAsync(attempt);
        Assert.That(end.Succeeded, Is.Not.Null);
        Assert.That(Worker.Calls, Has.Count.EqualTo(1));
        Assert.That(led.EventsOf(attempt).Concat(stream.EventsOf(attempt)).Select(happened => happened.Sequence).Distinct(), Is.EqualTo(new ulong[] { 1, 2 }));

        Worker.Does(FakeWorker.Succeeds);
        await stream.NextTerminalAsync(await stream.StartAsync());
    }

    [Test]
    public async Task It_takes_over_from_a_leader_that_stops()
    {
        var (leader, _) = await StartLeaderAsync();
        await StartStandbyAsync();

        Assert.That(await leader.TerminateAsync(), Is.Zero);

        var hello = await (await ControlPlane.NextStreamAsync()).WelcomeAsync();
        Assert.That(hello.Role, Is.EqualTo(ReplicaRole.Leader));
    }

    [Test]
    public async Task It_takes_no_work_and_touches_nothing()
    {
        var (_, led) = await StartLeaderAsync();
        var (standby, stream, hello) = await StartStandbyAsync();
        Assert.That(hello.Role, Is.EqualTo(ReplicaRole.Standby));
        Assert.That(hello.Inventory, Is.Empty);
        Assert.That(hello.Capacity.MaxConcurrent, Is.Zero);
        var journal = await File.ReadAllBytesAsync(Path.Combine(Folder["state"], "journal"));

        var attempt = Messages.NewAttempt();
        await stream.SendAsync(Messages.Assign(Messages.Assignment(attempt)));
        Assert.That((await stream.NextAnswersAsync()).Answers.Single().Reason, Is.EqualTo(RejectionReason.Draining));
        await stream.SendAsync(Messages.Confirm(attempt));
        await stream.SendAsync(Messages.Cancel(attempt));
        await stream.NextAsync(message => message.Heartbeat is not null);

        Assert.That(await File.ReadAllBytesAsync(Path.Combine(Folder["state"], "journal")), Is.EqualTo(journal));
        Assert.That(Worker.Calls, Is.Empty);
        Assert.That(await standby.TerminateAsync(), Is.Zero);
        await led.NextTerminalAsync(await led.StartAsync());
    }

    [Test]
    public async Task Two_on_one_machine_have_names_of_their_own()
    {
        StartAgent(Standby);
        var first = await (await ControlPlane.NextStreamAsync()).WelcomeAsync();
        StartAgent(Standby);
        var second = await (await ControlPlane.NextStreamAsync()).WelcomeAsync();

        Assert.That(second.ReplicaId, Is.Not.EqualTo(first.ReplicaId));
        Assert.That(second.ReplicaId, Does.StartWith(Environment.MachineName));
    }

    private async Task<(AgentProcess Agent, ScriptedStream Stream)> StartLeaderAsync()
    {
        var agent = StartAgent(Standby, "--agent:replicaid=first");
        var stream = await ControlPlane.NextStreamAsync();
        Assert.That((await stream.WelcomeAsync()).Role, Is.EqualTo(ReplicaRole.Leader));
        return (agent, stream);
    }

    private async Task<(AgentProcess Agent, ScriptedStream Stream, Hello Hello)> StartStandbyAsync()
    {
        var agent = StartAgent(Standby, "--agent:replicaid=second");
        var stream = await ControlPlane.NextStreamAsync();
        return (agent, stream, await stream.WelcomeAsync());
    }
}
