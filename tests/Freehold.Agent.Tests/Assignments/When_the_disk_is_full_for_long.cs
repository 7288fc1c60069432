using Freehold.Agent.Journal;
using Freehold.Agent.Tests.Journal;
using Freehold.Agent.Tests.ScriptedControlPlane;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Tests.Assignments;

public sealed class When_the_disk_is_full_for_long : AgentAndControlPlane
{
    private readonly MemoryStorage _storage = new();

    // Whether what is refused reaches the disk all the same, as far as the flush.
    private bool _someIsWritten;

    [Test]
    public async Task The_end_of_a_job_is_delivered_all_the_same_and_it_is_not_run_again()
    {
        var (stream, attempt) = await RunUntilTheDiskIsFullAsync();
        Worker.Release();

        var end = await stream.NextTerminalAsync(attempt);
        Assert.That(end.Succeeded, Is.Not.Null);
        await stream.SendAsync(Messages.Acknowledge(attempt, end.Sequence));

        await stream.NextAsync(message => message.Heartbeat is { OutboxDepth: 0 });

        // The journal cannot let go of it, so the worker's files have to stay: without them the next process would start it.
        stream.Cut();
        stream = await ControlPlane.NextStreamAsync();
        var hello = await stream.WelcomeAsync([Messages.Verdict(attempt, InventoryDecision.Cancel, end.Sequence)]);
        Assert.That(hello.Inventory.Single().Phase, Is.EqualTo(AttemptPhase.Ended));
        Assert.That(hello.Inventory.Single().LastSequence, Is.EqualTo(end.Sequence));
        Assert.That(Directory.Exists(WorkFolderOf(attempt)));

        Refuse(false);
        await GoneAsync(attempt);
        Assert.That(Worker.Calls, Has.Count.EqualTo(1));
        Assert.That(stream.EventsOf(attempt), Is.Empty);
    }

    [Test]
    public async Task A_crash_then_makes_the_same_end_anew([Values] bool acknowledged, [Values] bool someIsWritten)
    {
        _someIsWritten = someIsWritten;
        var (stream, attempt) = await RunUntilTheDiskIsFullAsync();
        Worker.Release();
        var end = await stream.NextTerminalAsync(attempt);
        if (acknowledged)
            await stream.SendAsync(Messages.Acknowledge(attempt, end.Sequence));

        // The disk takes nothing until the process is gone.
        await RestartAgentAsync();
        Refuse(false);
        stream = await ControlPlane.NextStreamAsync();
        var hello = await stream.WelcomeAsync(acknowledged
            ? [Messages.Verdict(attempt, InventoryDecision.Cancel, end.Sequence)]
            : [Messages.Verdict(attempt, InventoryDecision.Keep, acknowledged: 1)]);
        Assert.That(hello.Inventory.Single().Attempt, Is.EqualTo(attempt.ToReference()));

        if (!acknowledged)
        {
            var again = await stream.NextTerminalAsync(attempt);
            Assert.That(again.Sequence, Is.EqualTo(end.Sequence));
            await stream.SendAsync(Messages.Acknowledge(attempt, again.Sequence));
        }
        else if (await OneOfAsync(stream.NextTerminalAsync(attempt), GoneAsync(attempt)) is { } late)
        {
            // The one case with another number: the verdict came before the worker's files were read again.
            await stream.SendAsync(Messages.Acknowledge(attempt, late.Sequence));
        }

        await GoneAsync(attempt);
        Assert.That(stream.EventsOf(attempt).Where(JobEventKinds.IsTerminal).Select(each => each.Succeeded), Is.All.EqualTo(end.Succeeded));
        Assert.That(Worker.Calls, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task It_is_told_until_the_disk_takes_writes_again_whether_or_not_there_is_work()
    {
        await StartAsync();
        var stream = await ControlPlane.NextStreamAsync();
        await stream.WelcomeAsync(heartbeat: TimeSpan.FromSeconds(60));
        Refuse(true);
        await stream.SendAsync(Messages.Assign(Messages.Assignment(Messages.NewAttempt())));
        Assert.That((await stream.NextAnswersAsync()).Answers.Single().Reason, Is.EqualTo(RejectionReason.JournalUnavailable));

        // It may have come before the answer.
        AgentCondition? condition = null;
        await Eventually.IsTrueAsync(() => (condition = stream.Received.SelectMany(message => message.Heartbeat?.Conditions ?? []).FirstOrDefault()) is not null);
        Assert.That(condition!.Code, Is.EqualTo(AgentConditionCode.JournalUnavailable));
        Assert.That(condition.Count, Is.GreaterThanOrEqualTo(1));

        Refuse(false);
        await stream.NextAsync(message => message.Heartbeat is { Conditions.Count: 0 });
        await stream.NextTerminalAsync(await stream.StartAsync());
    }

    private async Task StartAsync()
    {
        Replace = services => services.AddSingleton<IJournalStorage>(_storage);
        await StartAgentAsync();
        Agent.Log.Expect(1502);
    }

    private async Task<(ScriptedStream Stream, Freehold.Agent.Assignments.AttemptId Attempt)> RunUntilTheDiskIsFullAsync()
    {
        Worker.Does(FakeWorker.RunsUntilReleased);
        await StartAsync();
        var stream = await ControlPlane.NextWelcomedStreamAsync();
        var attempt = await stream.StartAsync();
        await stream.NextEventAsync(attempt, happened => happened.Started is not null);
        Refuse(true);
        return (stream, attempt);
    }

    private void Refuse(bool refuse)
    {
        _storage.RefuseFlush = _storage.RefuseReplace = refuse;
        _storage.RefuseAppendAfter = refuse && !_someIsWritten ? 0 : null;
    }

    private Task GoneAsync(Freehold.Agent.Assignments.AttemptId attempt) => Eventually.IsTrueAsync(() => !Directory.Exists(WorkFolderOf(attempt)));

    private static async Task<JobEvent?> OneOfAsync(Task<JobEvent> happened, Task gone) =>
        await Task.WhenAny(happened, gone) == happened ? await happened : null;

    private string WorkFolderOf(Freehold.Agent.Assignments.AttemptId attempt) => Path.Combine(Folder["state"], "work", attempt.FolderName);
}
