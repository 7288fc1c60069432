using Freehold.Agent.Assignments;
using Freehold.Agent.Tests.Executors;
using Freehold.Agent.Tests.ScriptedControlPlane;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Tests.Assignments;

public sealed class When_the_control_plane_judges_the_inventory : AgentAndControlPlane
{
    [Test]
    public async Task What_it_keeps_goes_on()
    {
        var (attempt, stream, hello) = await ReconnectAsync(InventoryDecision.Keep);

        Assert.That(hello.Inventory.Single().Phase, Is.EqualTo(AttemptPhase.Confirmed));
        Worker.Release();
        Assert.That((await stream.NextTerminalAsync(attempt)).Succeeded, Is.Not.Null);
    }

    [Test]
    public async Task What_it_cancels_is_stopped_and_its_end_reported()
    {
        var (attempt, stream, _) = await ReconnectAsync(InventoryDecision.Cancel);

        Assert.That((await stream.NextTerminalAsync(attempt)).Cancelled, Is.Not.Null);
        Assert.That(Worker.Calls.Where(ExecutorBench.IsAlive), Is.Empty);
    }

    [Test]
    public async Task What_it_does_not_know_is_stopped_and_never_heard_of_again()
    {
        var (attempt, stream, _) = await ReconnectAsync(InventoryDecision.Forget);

        await Eventually.IsTrueAsync(() => !Directory.Exists(Path.Combine(Folder["state"], "work", attempt.FolderName)));
        Assert.That(Worker.Calls.Where(ExecutorBench.IsAlive), Is.Empty);
        Worker.Release();
        await stream.NextTerminalAsync(await stream.StartAsync());
        Assert.That(stream.EventsOf(attempt), Is.Empty);

        stream.Close();
        Assert.That((await (await ControlPlane.NextStreamAsync()).WelcomeAsync()).Inventory.Select(entry => entry.Attempt),
            Has.None.EqualTo(attempt.ToReference()));
    }

    [Test]
    public async Task What_it_has_stored_is_not_sent_again()
    {
        await StartAgentAsync();
        var stream = await ControlPlane.NextWelcomedStreamAsync();
        var attempt = await stream.StartAsync();
        await stream.NextTerminalAsync(attempt);
        stream.Cut();

        stream = await ControlPlane.NextStreamAsync();
        var hello = await stream.WelcomeAsync([Messages.Verdict(attempt, InventoryDecision.Keep, acknowledged: 1)]);
        await stream.NextTerminalAsync(attempt);

        Assert.That(hello.Inventory.Single().Phase, Is.EqualTo(AttemptPhase.Ended));
        Assert.That(hello.Inventory.Single().LastSequence, Is.EqualTo(2));
        Assert.That(stream.EventsOf(attempt).Select(happened => happened.Sequence), Is.EqualTo(new[] { 2ul }));
    }

    [Test]
    public async Task A_job_whose_whole_story_is_stored_is_forgotten()
    {
        await StartAgentAsync();
        var stream = await ControlPlane.NextWelcomedStreamAsync();
        var attempt = await stream.StartAsync();
        await stream.NextTerminalAsync(attempt);
        stream.Cut();

        stream = await ControlPlane.NextStreamAsync();
        await stream.WelcomeAsync([Messages.Verdict(attempt, InventoryDecision.Keep, acknowledged: 2)]);
        await stream.NextTerminalAsync(await stream.StartAsync());

        Assert.That(stream.EventsOf(attempt), Is.Empty);
        Assert.That(Directory.Exists(Path.Combine(Folder["state"], "work", attempt.FolderName)), Is.False);
    }

    private async Task<(AttemptId Attempt, ScriptedStream Stream, Hello Hello)> ReconnectAsync(InventoryDecision decision)
    {
        Worker.Does(FakeWorker.RunsUntilReleased);
        await StartAgentAsync();
        var stream = await ControlPlane.NextWelcomedStreamAsync();
        var attempt = await stream.StartAsync();
        await stream.NextEventAsync(attempt, happened => happened.Started is not null);
        stream.Cut();

        stream = await ControlPlane.NextStreamAsync();
        var hello = await stream.WelcomeAsync([Messages.Verdict(attempt, decision, acknowledged: 1)]);
        return (attempt, stream, hello);
    }
}
