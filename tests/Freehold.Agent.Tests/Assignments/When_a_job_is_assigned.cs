using Freehold.Agent.Journal;
using Freehold.Agent.Tests.Journal;
using Freehold.Agent.Tests.ScriptedControlPlane;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Tests.Assignments;

public sealed class When_a_job_is_assigned : AgentAndControlPlane
{
    [Test]
    public async Task It_does_not_start_before_it_is_confirmed()
    {
        await StartAgentAsync();
        var stream = await ControlPlane.NextWelcomedStreamAsync();
        var (waiting, confirmed) = (Messages.NewAttempt(), Messages.NewAttempt());

        await AssignAsync(stream, Messages.Assignment(waiting));
        await AssignAsync(stream, Messages.Assignment(confirmed));
        await stream.SendAsync(Messages.Confirm(confirmed));
        await stream.NextTerminalAsync(confirmed);

        Assert.That(Worker.Calls, Has.Count.EqualTo(1));
        Assert.That(stream.EventsOf(waiting), Is.Empty);
    }

    [Test]
    public async Task It_does_not_start_after_a_restart_either_and_is_in_the_inventory()
    {
        await StartAgentAsync();
        var stream = await ControlPlane.NextWelcomedStreamAsync();
        var attempt = Messages.NewAttempt();
        var assignment = Messages.Assignment(attempt);
        await AssignAsync(stream, assignment);

        await RestartAgentAsync();
        stream = await ControlPlane.NextStreamAsync();
        var hello = await stream.WelcomeAsync([Messages.Verdict(attempt, InventoryDecision.Keep)]);

        Assert.That(hello.Inventory.Single(), Is.EqualTo(new InventoryEntry
        {
            Attempt = attempt.ToReference(),
            Phase = AttemptPhase.Accepted,
            DocumentDigest = assignment.DocumentDigest,
        }));
        await stream.NextTerminalAsync(await stream.StartAsync());
        Assert.That(Worker.Calls, Has.Count.EqualTo(1));

        await stream.SendAsync(Messages.Confirm(attempt));
        await stream.NextTerminalAsync(attempt);
        Assert.That(Worker.Calls, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task The_same_assignment_and_the_same_confirm_thrice_are_one_start()
    {
        // It must not end while its answers are waited for: events that come meanwhile are passed over.
        Worker.Does(FakeWorker.RunsUntilReleased);
        await StartAgentAsync();
        var stream = await ControlPlane.NextWelcomedStreamAsync();
        var attempt = Messages.NewAttempt();
        var outcomes = new List<CommandOutcome>();
        for (var time = 0; time < 3; time++)
        {
            outcomes.Add((await AssignAsync(stream, Messages.Assignment(attempt))).Outcome);
            await stream.SendAsync(Messages.Confirm(attempt, attempt));
        }

        Worker.Release();
        await stream.NextTerminalAsync(attempt);
        await stream.SendAsync(Messages.Confirm(attempt));
        await stream.NextTerminalAsync(await stream.StartAsync());

        Assert.That(outcomes, Is.EqualTo(new[] { CommandOutcome.Accepted, CommandOutcome.Duplicate, CommandOutcome.Duplicate }));
        Assert.That(Worker.Calls, Has.Count.EqualTo(2));
        Assert.That(stream.EventsOf(attempt), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Twice_in_one_batch_it_is_accepted_once()
    {
        await StartAgentAsync();
        var stream = await ControlPlane.NextWelcomedStreamAsync();
        var attempt = Messages.NewAttempt();

        await stream.SendAsync(Messages.Assign(Messages.Assignment(attempt), Messages.Assignment(attempt), Messages.Assignment(attempt, Other)));

        var answers = (await stream.NextAnswersAsync()).Answers;
        Assert.That(answers.Select(answer => answer.Outcome),
            Is.EqualTo(new[] { CommandOutcome.Accepted, CommandOutcome.Duplicate, CommandOutcome.Rejected }));
        Assert.That(answers[2].Reason, Is.EqualTo(RejectionReason.DigestConflict));
        Agent.Log.Expect(1202);
    }

    [Test]
    public async Task Another_document_for_the_same_attempt_is_a_conflict_and_the_first_stays()
    {
        await StartAgentAsync();
        Agent.Log.Expect(1202);
        var stream = await ControlPlane.NextWelcomedStreamAsync();
        var attempt = Messages.NewAttempt();
        await AssignAsync(stream, Messages.Assignment(attempt));

        Assert.That((await AssignAsync(stream, Messages.Assignment(attempt, Other))).Reason, Is.EqualTo(RejectionReason.DigestConflict));

        await stream.SendAsync(Messages.Confirm(attempt));
        await stream.NextTerminalAsync(attempt);
        Assert.That(await File.ReadAllTextAsync(Path.Combine(Folder["state"], "work", attempt.FolderName, "job.json")), Is.EqualTo(Messages.Document));
    }

    [TestCase("""{"kind":"train"}""", RejectionReason.UnsupportedKind)]
    [TestCase("""{"kind":7}""", RejectionReason.BadDocument)]
    [TestCase("""{}""", RejectionReason.BadDocument)]
    [TestCase("""["transform"]""", RejectionReason.BadDocument)]
    [TestCase("kind: transform", RejectionReason.BadDocument)]
    [TestCase("", RejectionReason.BadDocument)]
    public async Task What_it_cannot_run_is_refused(string document, RejectionReason reason)
    {
        await StartAgentAsync();
        var stream = await ControlPlane.NextWelcomedStreamAsync();

        Assert.That((await AssignAsync(stream, Messages.Assignment(Messages.NewAttempt(), document))).Reason, Is.EqualTo(reason));
    }

    [Test]
    public async Task A_document_that_is_not_what_its_digest_says_is_refused()
    {
        await StartAgentAsync();
        var stream = await ControlPlane.NextWelcomedStreamAsync();
        var altered = Messages.Assignment(Messages.NewAttempt());
        altered.Document += " ";

        Assert.That((await AssignAsync(stream, altered)).Reason, Is.EqualTo(RejectionReason.BadDocument));
    }

    [TestCase("not-a-uuid", 1u)]
    [TestCase("../../../etc/0af7-651916cd-43dd8448eb21", 1u)]
    [TestCase("6f9619ff-8b86-d011-b42d-00c04fc964ff", 0u)]
    public async Task A_name_that_is_none_never_becomes_a_folder(string job, uint number)
    {
        await StartAgentAsync();
        var stream = await ControlPlane.NextWelcomedStreamAsync();
        var assignment = Messages.Assignment(Messages.NewAttempt());
        assignment.Attempt = new() { JobId = job, Number = number };

        Assert.That((await AssignAsync(stream, assignment)).Reason, Is.EqualTo(RejectionReason.BadDocument));
        await stream.SendAsync(new() { Confirm = new() { Attempts = { assignment.Attempt } } });
        await stream.NextTerminalAsync(await stream.StartAsync());
        Assert.That(Directory.GetDirectories(Path.Combine(Folder["state"], "work")), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task More_than_it_has_slots_for_is_refused_until_one_is_free()
    {
        Worker.Does(FakeWorker.RunsUntilReleased);
        await StartAgentAsync("--agent:maxconcurrent=2");
        var stream = await ControlPlane.NextWelcomedStreamAsync();
        var attempts = Enumerable.Range(0, 3).Select(_ => Messages.NewAttempt()).ToList();

        await stream.SendAsync(Messages.Assign(attempts.Select(attempt => Messages.Assignment(attempt))));

        var answers = (await stream.NextAnswersAsync()).Answers;
        Assert.That(answers.Select(answer => answer.Outcome),
            Is.EqualTo(new[] { CommandOutcome.Accepted, CommandOutcome.Accepted, CommandOutcome.Rejected }));
        Assert.That(answers[2].Reason, Is.EqualTo(RejectionReason.NoCapacity));

        await stream.SendAsync(Messages.Confirm(attempts[0], attempts[1]));
        Worker.Release();
        await stream.NextTerminalAsync(attempts[0]);
        Assert.That((await AssignAsync(stream, Messages.Assignment(attempts[2]))).Outcome, Is.EqualTo(CommandOutcome.Accepted));
    }

    [Test]
    public async Task While_its_outbox_is_full_it_takes_nothing_and_says_so()
    {
        const int Attempts = 4;
        var uri = new string('u', 1000);
        Worker.Does($$$"""echo "{\"succeeded\":{\"artifacts\":[$(yes '{"uri":"{{{uri}}}","sha256":"00","kind":"data"}' | head -n 250 | paste -sd,)]}}" """);
        await StartAgentAsync("--outbox:maxbytes=1048576", "--agent:maxconcurrent=10");
        var stream = await ControlPlane.NextWelcomedStreamAsync();

        for (var ended = 0; ended < Attempts + 2; ended++)
        {
            var attempt = Messages.NewAttempt();
            await stream.SendAsync(Messages.Assign(Messages.Assignment(attempt)));
            var answer = (await stream.NextAnswersAsync()).Answers.Single();
            if (answer.Reason is RejectionReason.NoCapacity)
                break;
            await stream.SendAsync(Messages.Confirm(attempt));
            await stream.NextTerminalAsync(attempt);
        }

        await Agent.LogsAsync(1401);
        var heartbeat = (await stream.NextAsync(message => message.Heartbeat is { Capacity.MaxConcurrent: 0 })).Heartbeat;
        Assert.That(heartbeat.OutboxDepth, Is.GreaterThanOrEqualTo(Attempts));
        Assert.That(heartbeat.OutboxAge, Is.Not.Null);
        Assert.That((await AssignAsync(stream, Messages.Assignment(Messages.NewAttempt()))).Reason, Is.EqualTo(RejectionReason.NoCapacity));
    }

    [Test]
    public async Task While_its_disk_refuses_it_takes_nothing_and_recovers_by_itself()
    {
        var storage = new MemoryStorage();
        Replace = services => services.AddSingleton<IJournalStorage>(storage);
        await StartAgentAsync();
        Agent.Log.Expect(1502);
        var stream = await ControlPlane.NextWelcomedStreamAsync();

        storage.RefuseFlush = storage.RefuseReplace = true;
        Assert.That((await AssignAsync(stream, Messages.Assignment(Messages.NewAttempt()))).Reason, Is.EqualTo(RejectionReason.JournalUnavailable));

        storage.RefuseFlush = storage.RefuseReplace = false;
        await stream.NextTerminalAsync(await stream.StartAsync());
    }

    [Test]
    public async Task Work_that_was_confirmed_is_finished_although_the_disk_refuses_for_a_while()
    {
        var storage = new MemoryStorage();
        Replace = services => services.AddSingleton<IJournalStorage>(storage);
        await StartAgentAsync();
        Agent.Log.Expect(1502);
        var stream = await ControlPlane.NextWelcomedStreamAsync();
        var attempt = Messages.NewAttempt();
        await AssignAsync(stream, Messages.Assignment(attempt));

        storage.RefuseFlush = storage.RefuseReplace = true;
        await stream.SendAsync(Messages.Confirm(attempt));
        await Agent.LogsAsync(1502);
        Assert.That(Worker.Calls, Is.Empty, "a start that is not in the journal would be forgotten");

        storage.RefuseFlush = storage.RefuseReplace = false;
        await stream.NextTerminalAsync(attempt);
        Assert.That(Worker.Calls, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_confirm_for_what_it_does_not_know_is_ignored()
    {
        await StartAgentAsync();
        var stream = await ControlPlane.NextWelcomedStreamAsync();

        await stream.SendAsync(Messages.Confirm(Messages.NewAttempt()));

        await stream.NextTerminalAsync(await stream.StartAsync());
        Assert.That(Worker.Calls, Has.Count.EqualTo(1));
    }

    private const string Other = """{"input":"file:///other/*.csv","kind":"transform","output":"file:///out/"}""";

    private static async Task<CommandAnswer> AssignAsync(ScriptedStream stream, Assign assignment)
    {
        await stream.SendAsync(Messages.Assign(assignment));
        var answer = (await stream.NextAnswersAsync()).Answers.Single();
        Assert.That(answer.CommandId, Is.EqualTo(assignment.CommandId));
        return answer;
    }
}
