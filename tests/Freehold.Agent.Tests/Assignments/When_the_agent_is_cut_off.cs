using Freehold.Agent.Assignments;
using Freehold.Agent.Tests.Executors;
using Freehold.Agent.Tests.ScriptedControlPlane;
using Freehold.Protocol.V1;
using Grpc.Core;

namespace Freehold.Agent.Tests.Assignments;

public sealed class When_the_agent_is_cut_off : AgentAndControlPlane
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    [Test]
    public async Task After_the_lease_a_job_that_asks_for_it_is_stopped_with_all_its_processes()
    {
        var attempt = await StartAndCutOffAsync(PartitionPolicy.Stop);

        await Agent.LogsAsync(1212);
        await Eventually.IsTrueAsync(() => !Worker.Calls.Any(ExecutorBench.IsAlive));

        var stream = await BackAgainAsync(attempt);
        var end = await stream.NextTerminalAsync(attempt);
        Assert.That(end.Failed.Code, Is.EqualTo("partition"));
        Assert.That(end.Sequence, Is.EqualTo(2), "started, and the end: no gap");
    }

    [Test]
    public async Task All_others_run_on([Values(PartitionPolicy.Keep, PartitionPolicy.Rerun, PartitionPolicy.Unspecified)] PartitionPolicy policy)
    {
        // The second one shows when the lease is over.
        var attempt = await StartAndCutOffAsync(policy, PartitionPolicy.Stop);
        await Agent.LogsAsync(1212);

        var stream = await BackAgainAsync(attempt);
        Worker.Release();

        Assert.That((await stream.NextTerminalAsync(attempt)).Succeeded, Is.Not.Null);
    }

    [Test]
    public async Task A_control_plane_that_is_heard_within_the_lease_keeps_it_running()
    {
        await StartAgentAsync();
        Worker.Does(FakeWorker.RunsUntilReleased);
        var stream = await ControlPlane.NextStreamAsync();
        await stream.WelcomeAsync(lease: TimeSpan.FromSeconds(4));
        var attempt = await stream.StartAsync(onPartition: PartitionPolicy.Stop);

        // Two leases, by the agent's own heartbeats.
        for (var beat = 0; beat < 8; beat++)
        {
            await stream.NextAsync(message => message.Heartbeat is not null);
            await stream.SendAsync(Messages.Heartbeat());
        }

        Worker.Release();
        Assert.That((await stream.NextTerminalAsync(attempt)).Succeeded, Is.Not.Null);
    }

    [Test]
    public async Task An_agent_that_restarts_and_never_hears_anything_stops_it_as_well()
    {
        var attempt = await StartAndCutOffAsync(PartitionPolicy.Stop, lease: TimeSpan.FromSeconds(5));
        await RestartAgentAsync();
        Assert.That(Worker.Calls.Where(ExecutorBench.IsAlive), Is.Not.Empty);

        await Agent.LogsAsync(1212);

        var stream = await BackAgainAsync(attempt);
        Assert.That((await stream.NextTerminalAsync(attempt)).Failed.Code, Is.EqualTo("partition"));
    }

    [Test]
    public async Task What_was_not_confirmed_neither_starts_nor_ends()
    {
        await StartAgentAsync();
        var stream = await ControlPlane.NextStreamAsync();
        await stream.WelcomeAsync(lease: Lease);
        var waiting = Messages.NewAttempt();
        await stream.SendAsync(Messages.Assign(Messages.Assignment(waiting, onPartition: PartitionPolicy.Stop)));
        await stream.NextAnswersAsync();
        Worker.Does(FakeWorker.RunsUntilStopped);
        var running = await stream.StartAsync(onPartition: PartitionPolicy.Stop);
        await stream.NextEventAsync(running, happened => happened.Started is not null);
        CutOff(stream);
        await Agent.LogsAsync(1212);
        await Eventually.IsTrueAsync(() => !Worker.Calls.Any(ExecutorBench.IsAlive));

        ControlPlane.Answer = null;
        stream = await ControlPlane.NextStreamAsync();
        var hello = await stream.WelcomeAsync([Messages.Verdict(waiting, InventoryDecision.Keep)]);
        Assert.That(hello.Inventory.Single(entry => entry.Attempt.Equals(waiting.ToReference())).Phase, Is.EqualTo(AttemptPhase.Accepted));
        Worker.Does(FakeWorker.Succeeds);
        await stream.SendAsync(Messages.Confirm(waiting));

        Assert.That((await stream.NextTerminalAsync(waiting)).Succeeded, Is.Not.Null);
    }

    // Somebody sets the machine's clock: hours pass for the wall clock, moments for everything else.
    [Test]
    public async Task Steps_of_the_clock_count_for_nothing()
    {
        var clock = new SteppedClock();
        Replace = services => services.AddSingleton<TimeProvider>(clock);
        await StartAgentAsync();
        Worker.Does(FakeWorker.RunsUntilReleased);
        var stream = await ControlPlane.NextStreamAsync();
        await stream.WelcomeAsync(lease: TimeSpan.FromMinutes(1));
        var attempt = await stream.StartAsync(onPartition: PartitionPolicy.Stop);
        await stream.NextEventAsync(attempt, happened => happened.Started is not null);

        foreach (var step in new[] { TimeSpan.FromDays(1), TimeSpan.FromDays(-2) })
        {
            clock.Set += step;
            await stream.NextAsync(message => message.Heartbeat is not null);
        }

        Worker.Release();
        Assert.That((await stream.NextTerminalAsync(attempt)).Succeeded, Is.Not.Null);
    }

    [Test]
    public async Task Without_a_lease_nothing_is_ever_stopped()
    {
        var attempt = await StartAndCutOffAsync(lease: null, PartitionPolicy.Stop);

        // An older control plane names none. Its calls fail again and again meanwhile.
        var calls = ControlPlane.Calls;
        await Eventually.IsTrueAsync(() => ControlPlane.Calls > calls + 1);
        Assert.That(Worker.Calls.Where(ExecutorBench.IsAlive), Is.Not.Empty);
        Assert.That(Agent.Services.GetRequiredService<ControlPlaneContact>().LeaseLeft, Is.Null);

        var stream = await BackAgainAsync(attempt);
        Worker.Release();
        Assert.That((await stream.NextTerminalAsync(attempt)).Succeeded, Is.Not.Null);
    }

    private Task<AttemptId> StartAndCutOffAsync(params IReadOnlyList<PartitionPolicy> policies) => StartAndCutOffAsync(Lease, policies);

    private Task<AttemptId> StartAndCutOffAsync(PartitionPolicy policy, TimeSpan lease) => StartAndCutOffAsync(lease, policy);

    private async Task<AttemptId> StartAndCutOffAsync(TimeSpan? lease, params IReadOnlyList<PartitionPolicy> policies)
    {
        Worker.Does(FakeWorker.RunsUntilReleased);
        await StartAgentAsync();
        var stream = await ControlPlane.NextStreamAsync();
        await stream.WelcomeAsync(lease: lease);

        var attempts = new List<AttemptId>();
        foreach (var policy in policies)
        {
            attempts.Add(await stream.StartAsync(onPartition: policy));
            await stream.NextEventAsync(attempts[^1], happened => happened.Started is not null);
        }

        CutOff(stream);
        return attempts[0];
    }

    private void CutOff(ScriptedStream stream)
    {
        ControlPlane.Answer = StatusCode.Unavailable;
        stream.Cut();
    }

    private async Task<ScriptedStream> BackAgainAsync(AttemptId attempt)
    {
        ControlPlane.Answer = null;
        var stream = await ControlPlane.NextStreamAsync();
        await stream.WelcomeAsync([Messages.Verdict(attempt, InventoryDecision.Keep, acknowledged: 1)], lease: TimeSpan.FromMinutes(1));
        return stream;
    }
}
