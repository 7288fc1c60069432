using Freehold.Agent.Tests.Executors;
using Freehold.Agent.Tests.ScriptedControlPlane;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Tests.Assignments;

public sealed class When_a_job_has_to_stop : AgentAndControlPlane
{
    [Test]
    public async Task A_cancelled_one_ends_with_all_its_processes()
    {
        Worker.Does(FakeWorker.RunsUntilStopped);
        await StartAgentAsync();
        var stream = await ControlPlane.NextWelcomedStreamAsync();
        var attempt = await stream.StartAsync();
        await stream.NextEventAsync(attempt, happened => happened.Started is not null);

        await stream.SendAsync(Messages.Cancel(attempt));

        Assert.That((await stream.NextTerminalAsync(attempt)).Cancelled, Is.Not.Null);
        Assert.That(Worker.Calls.Where(ExecutorBench.IsAlive), Is.Empty);
    }

    [Test]
    public async Task One_that_ignores_the_signal_is_killed_after_the_grace()
    {
        Worker.Does($"trap '' TERM\n{FakeWorker.RunsUntilStopped}");
        await StartAgentAsync("--executor:stopgrace=250ms");
        var stream = await ControlPlane.NextWelcomedStreamAsync();
        var attempt = await stream.StartAsync();
        await stream.NextEventAsync(attempt, happened => happened.Started is not null);

        await stream.SendAsync(Messages.Cancel(attempt));

        Assert.That((await stream.NextTerminalAsync(attempt)).Cancelled, Is.Not.Null);
        Assert.That(Worker.Calls.Where(ExecutorBench.IsAlive), Is.Empty);
    }

    [Test]
    public async Task One_that_had_committed_has_succeeded()
    {
        Worker.Does($$"""
            commit() { {{FakeWorker.ReportSucceeded}}; exit 0; }
            trap commit TERM
            {{FakeWorker.RunsUntilStopped}}
            """);
        await StartAgentAsync();
        var stream = await ControlPlane.NextWelcomedStreamAsync();
        var attempt = await stream.StartAsync();
        await stream.NextEventAsync(attempt, happened => happened.Started is not null);

        await stream.SendAsync(Messages.Cancel(attempt));

        Assert.That((await stream.NextTerminalAsync(attempt)).Succeeded, Is.Not.Null);
    }

    [Test]
    public async Task One_that_waits_for_confirm_ends_without_starting()
    {
        await StartAgentAsync();
        var stream = await ControlPlane.NextWelcomedStreamAsync();
        var attempt = Messages.NewAttempt();
        await stream.SendAsync(Messages.Assign(Messages.Assignment(attempt)));
        await stream.NextAnswersAsync();

        await stream.SendAsync(Messages.Cancel(attempt));
        Assert.That((await stream.NextTerminalAsync(attempt)).Cancelled, Is.Not.Null);
        await stream.SendAsync(Messages.Confirm(attempt));

        await stream.NextTerminalAsync(await stream.StartAsync());
        Assert.That(Worker.Calls, Has.Count.EqualTo(1));
        Assert.That(stream.EventsOf(attempt), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task One_that_it_does_not_know_is_ignored()
    {
        await StartAgentAsync();
        var stream = await ControlPlane.NextWelcomedStreamAsync();

        await stream.SendAsync(Messages.Cancel(Messages.NewAttempt()));

        await stream.NextTerminalAsync(await stream.StartAsync());
    }

    [Test]
    public async Task Cancelled_again_and_again_it_ends_once()
    {
        Worker.Does(FakeWorker.RunsUntilStopped);
        await StartAgentAsync();
        var stream = await ControlPlane.NextWelcomedStreamAsync();
        var attempt = await stream.StartAsync();
        await stream.NextEventAsync(attempt, happened => happened.Started is not null);

        for (var time = 0; time < 3; time++)
            await stream.SendAsync(Messages.Cancel(attempt));
        await stream.NextTerminalAsync(attempt);
        await stream.SendAsync(Messages.Cancel(attempt));
        Worker.Does(FakeWorker.Succeeds);
        await stream.NextTerminalAsync(await stream.StartAsync());

        Assert.That(stream.EventsOf(attempt).Count(happened => happened.Cancelled is not null), Is.EqualTo(1));
    }

    [Test]
    public async Task At_its_time_limit_it_fails()
    {
        Worker.Does(FakeWorker.RunsUntilStopped);
        await StartAgentAsync();
        var stream = await ControlPlane.NextWelcomedStreamAsync();

        var attempt = await stream.StartAsync(timeLimit: TimeSpan.FromSeconds(1));

        Assert.That((await stream.NextTerminalAsync(attempt)).Failed.Code, Is.EqualTo("time_limit"));
        Assert.That(Worker.Calls.Where(ExecutorBench.IsAlive), Is.Empty);
    }

    [Test]
    public async Task Its_time_runs_while_no_agent_does()
    {
        Worker.Does(FakeWorker.RunsUntilStopped);
        await StartAgentAsync();
        var stream = await ControlPlane.NextWelcomedStreamAsync();
        var attempt = await stream.StartAsync(timeLimit: TimeSpan.FromSeconds(4));
        await stream.NextEventAsync(attempt, happened => happened.Started is not null);
        var started = File.GetCreationTimeUtc(Path.Combine(Folder["state"], "work", attempt.FolderName, "process"));
        await Agent.StopAsync();
        await Eventually.IsTrueAsync(() => DateTime.UtcNow - started > TimeSpan.FromSeconds(2));

        await RestartAgentAsync();
        stream = await ControlPlane.NextStreamAsync();
        await stream.WelcomeAsync([Messages.Verdict(attempt, InventoryDecision.Keep)]);
        var end = await stream.NextTerminalAsync(attempt);

        Assert.That(end.Failed.Code, Is.EqualTo("time_limit"));
        Assert.That(end.At.ToDateTime() - started, Is.LessThan(TimeSpan.FromSeconds(6)), "4 s in all, not 4 s from the restart");
    }

    [Test]
    public async Task A_worker_that_dies_has_crashed()
    {
        Worker.Does($"{FakeWorker.ReportStarted}\nkill -9 $$");
        await StartAgentAsync();
        var stream = await ControlPlane.NextWelcomedStreamAsync();

        var end = await stream.NextTerminalAsync(await stream.StartAsync());

        Assert.That(end.Failed, Is.EqualTo(new Failed { Code = "worker_crashed", Signal = 9 }));
    }

    [Test]
    public async Task A_worker_that_cannot_be_started_is_told_from_one_that_died()
    {
        await StartAgentAsync();
        Agent.Log.Expect(1205);
        var stream = await ControlPlane.NextWelcomedStreamAsync();
        File.Delete(Worker.Path);

        var end = await stream.NextTerminalAsync(await stream.StartAsync());

        Assert.That(end.Failed.Code, Is.EqualTo("worker_not_started"));
    }
}
