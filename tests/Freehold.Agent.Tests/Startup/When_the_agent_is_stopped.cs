using Freehold.Agent.Tests.Executors;
using Freehold.Agent.Tests.ScriptedControlPlane;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Tests.Startup;

public sealed class When_the_agent_is_stopped : AgentProgram
{
    [Test]
    public async Task It_says_goodbye_and_leaves_its_workers_to_the_next_process()
    {
        Worker.Does(FakeWorker.RunsUntilReleased);
        var agent = StartAgent();
        var stream = await ControlPlane.NextWelcomedStreamAsync();
        var attempt = await stream.StartAsync();
        await stream.NextEventAsync(attempt, happened => happened.Started is not null);

        Assert.That(await agent.TerminateAsync(), Is.Zero);

        Assert.That((await stream.NextAsync(message => message.Goodbye is not null)).Goodbye.Reason, Is.EqualTo(GoodbyeReason.Stopping));
        Assert.That(Worker.Calls.Single(), Is.Not.Zero.And.Matches<int>(ExecutorBench.IsAlive));
        StartAgent();
        stream = await ControlPlane.NextStreamAsync();
        await stream.WelcomeAsync([Messages.Verdict(attempt, InventoryDecision.Keep, acknowledged: 1)]);
        Worker.Release();
        Assert.That((await stream.NextTerminalAsync(attempt)).Succeeded, Is.Not.Null);
        Assert.That(Worker.Calls, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task It_takes_its_workers_with_it_if_the_options_say_so()
    {
        Worker.Does(FakeWorker.RunsUntilStopped);
        var agent = StartAgent("--executor:stopworkersonexit=true");
        var stream = await ControlPlane.NextWelcomedStreamAsync();
        var attempt = await stream.StartAsync();
        await stream.NextEventAsync(attempt, happened => happened.Started is not null);

        Assert.That(await agent.TerminateAsync(), Is.Zero);

        Assert.That(Worker.Calls.Where(ExecutorBench.IsAlive), Is.Empty);
        StartAgent();
        stream = await ControlPlane.NextStreamAsync();
        await stream.WelcomeAsync([Messages.Verdict(attempt, InventoryDecision.Keep, acknowledged: 1)]);
        Assert.That((await stream.NextTerminalAsync(attempt)).Failed.Code, Is.EqualTo("evicted"));
    }
}
