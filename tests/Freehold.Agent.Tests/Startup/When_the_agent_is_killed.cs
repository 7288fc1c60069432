using Freehold.Agent.Assignments;
using Freehold.Agent.Journal;
using Freehold.Agent.Tests.ScriptedControlPlane;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Tests.Startup;

public sealed class When_the_agent_is_killed : AgentProgram
{
    /// <summary>Where in the life of an attempt the agent is killed.</summary>
    public enum Moment
    {
        Accepted,
        JustConfirmed,
        Started,
        WorkerEndedMeanwhile,
        EndSent,
    }

    [Test]
    public async Task The_job_still_ends_once_wherever_it_was([Values] Moment moment)
    {
        Worker.Does(FakeWorker.RunsUntilReleased);
        var attempt = Messages.NewAttempt();
        var stored = new SortedDictionary<ulong, JobEvent>();

        // 1. Up to the moment, then kill -9.
        var agent = StartAgent();
        var stream = await ControlPlane.NextWelcomedStreamAsync();
        await stream.SendAsync(Messages.Assign(Messages.Assignment(attempt)));
        await stream.NextAnswersAsync();
        await ReachAsync(moment, stream, attempt);
        await agent.KillAsync();
        Store(stream, attempt, stored);
        if (moment is Moment.WorkerEndedMeanwhile)
        {
            Worker.Release();
            await Eventually.IsTrueAsync(() => File.Exists(Path.Combine(Folder["state"], "work", attempt.FolderName, "exit")));
        }

        // 2. The next process: what the control plane does when it has stored `accepted`.
        StartAgent();
        stream = await ControlPlane.NextStreamAsync();
        var hello = await stream.WelcomeAsync([Messages.Verdict(attempt, InventoryDecision.Keep, stored.Count == 0 ? 0 : stored.Keys.Last())]);
        await stream.SendAsync(Messages.Confirm(attempt));
        Worker.Release();
        if (moment is not Moment.EndSent)
            await stream.NextTerminalAsync(attempt);
        Store(stream, attempt, stored);

        Assert.That(hello.Inventory.Single().Attempt, Is.EqualTo(attempt.ToReference()));
        Assert.That(Worker.Calls, Has.Count.EqualTo(1));
        Assert.That(stored.Keys, Is.EqualTo(Enumerable.Range(1, stored.Count).Select(number => (ulong)number)));
        Assert.That(stored.Values.Select(happened => happened.KindCase),
            Is.EqualTo(new[] { JobEvent.KindOneofCase.Started, JobEvent.KindOneofCase.Succeeded }));
    }

    [Test]
    public async Task A_cancel_that_was_under_way_is_finished_by_the_next_process()
    {
        Worker.Does($"trap '' TERM\n{FakeWorker.RunsUntilStopped}");
        var agent = StartAgent("--executor:stopgrace=60s");
        var stream = await ControlPlane.NextWelcomedStreamAsync();
        var attempt = await stream.StartAsync();
        await stream.NextEventAsync(attempt, happened => happened.Started is not null);
        await stream.SendAsync(Messages.Cancel(attempt));
        await agent.LogsAsync(1207);
        await agent.KillAsync();

        StartAgent("--executor:stopgrace=100ms");
        stream = await ControlPlane.NextStreamAsync();
        await stream.WelcomeAsync([Messages.Verdict(attempt, InventoryDecision.Keep, acknowledged: 1)]);

        Assert.That((await stream.NextTerminalAsync(attempt)).Cancelled, Is.Not.Null);
        Assert.That(Worker.Calls.Where(Executors.ExecutorBench.IsAlive), Is.Empty);
    }

    // The journal under real kills, again and again, at moments that nobody has chosen.
    [Test]
    public async Task Killed_at_any_moments_it_reports_every_event_once_and_in_order()
    {
        Worker.Does($$$"""
            {{{FakeWorker.ReportStarted}}}
            row=0
            while [ ! -e "$HERE/finish" ]; do
              row=$((row + 1)); echo "{\"progress\":{\"rowsRead\":$row}}"; sleep 0.05
            done
            {{{FakeWorker.ReportSucceeded}}}
            """);
        var seed = Environment.TickCount;
        TestContext.Out.WriteLine($"seed {seed}");
        var chance = new Random(seed);
        var stored = new SortedDictionary<ulong, JobEvent>();
        var attempt = Messages.NewAttempt();

        for (var kill = 0; kill < 8; kill++)
        {
            var agent = StartAgent();
            var stream = await ControlPlane.NextStreamAsync();
            await GreetAsync(stream);
            if (chance.Next(3) > 0)
                await stream.NextAsync(message => message.Events is not null || message.Heartbeat is not null);
            await agent.KillAsync();
            Store(stream, attempt, stored);
        }

        StartAgent();
        var last = await ControlPlane.NextStreamAsync();
        await GreetAsync(last);
        Worker.Release();
        await last.NextTerminalAsync(attempt);
        Store(last, attempt, stored);

        Assert.That(Worker.Calls, Has.Count.EqualTo(1));
        Assert.That(stored.Keys, Is.EqualTo(Enumerable.Range(1, stored.Count).Select(number => (ulong)number)));
        Assert.That(stored.Values.Count(happened => happened.Started is not null), Is.EqualTo(1));
        Assert.That(stored.Values.Count(JobEventKinds.IsTerminal), Is.EqualTo(1));
        Assert.That(stored.Values.Where(happened => happened.Progress is not null).Select(happened => happened.Progress.RowsRead), Is.Ordered);

        async Task GreetAsync(ScriptedStream stream)
        {
            var acknowledged = stored.Count == 0 || chance.Next(2) == 0 ? 0 : stored.Keys.Last();
            var hello = await stream.WelcomeAsync([Messages.Verdict(attempt, InventoryDecision.Keep, acknowledged)]);
            if (hello.Inventory.Count == 0)
            {
                await stream.SendAsync(Messages.Assign(Messages.Assignment(attempt)));
                await stream.NextAnswersAsync();
            }

            await stream.SendAsync(Messages.Confirm(attempt));
        }
    }

    private async Task ReachAsync(Moment moment, ScriptedStream stream, AttemptId attempt)
    {
        if (moment is Moment.Accepted)
            return;

        await stream.SendAsync(Messages.Confirm(attempt));
        if (moment is Moment.JustConfirmed)
            return;

        await stream.NextEventAsync(attempt, happened => happened.Started is not null);
        if (moment is Moment.EndSent)
        {
            Worker.Release();
            await stream.NextTerminalAsync(attempt);
        }
    }

    // As the real control plane stores: by (attempt, sequence); what it has already must be the same.
    private static void Store(ScriptedStream stream, AttemptId attempt, SortedDictionary<ulong, JobEvent> stored)
    {
        foreach (var happened in stream.EventsOf(attempt))
        {
            if (!stored.TryAdd(happened.Sequence, happened))
                Assert.That(happened, Is.EqualTo(stored[happened.Sequence]), "sent again, it is the same");
        }
    }
}
