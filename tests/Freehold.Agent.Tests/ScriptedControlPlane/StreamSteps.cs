using Freehold.Agent.Assignments;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Tests.ScriptedControlPlane;

/// <summary>What a well-behaved control plane does with a job.</summary>
internal static class StreamSteps
{
    /// <summary>Assigns and confirms, and returns when both were handled by the agent.</summary>
    public static async Task<AttemptId> StartAsync(
        this ScriptedStream stream, string document = Messages.Document, TimeSpan? timeLimit = null, AttemptId? attempt = null,
        PartitionPolicy onPartition = PartitionPolicy.Unspecified)
    {
        var id = attempt ?? Messages.NewAttempt();
        await stream.SendAsync(Messages.Assign(Messages.Assignment(id, document, timeLimit, onPartition)));
        var answers = await stream.NextAnswersAsync();
        Assert.That(answers.Answers.Single().Outcome, Is.EqualTo(CommandOutcome.Accepted));
        await stream.SendAsync(Messages.Confirm(id));
        return id;
    }

    /// <summary>The attempt's next event of a kind; the message that carries it is passed over with all its events.</summary>
    public static async Task<JobEvent> NextEventAsync(
        this ScriptedStream stream, AttemptId attempt, Func<JobEvent, bool> fits, TimeSpan? limit = null)
    {
        JobEvent? found = null;
        await stream.NextAsync(message => (found = message.Events?.Events.FirstOrDefault(
            happened => happened.Attempt.Equals(attempt.ToReference()) && fits(happened))) is not null, limit);
        return found!;
    }

    public static Task<JobEvent> NextTerminalAsync(this ScriptedStream stream, AttemptId attempt, TimeSpan? limit = null) =>
        stream.NextEventAsync(attempt, Freehold.Agent.Journal.JobEventKinds.IsTerminal, limit);

    /// <summary>Every event of an attempt so far, in the order of arrival.</summary>
    public static IReadOnlyList<JobEvent> EventsOf(this ScriptedStream stream, AttemptId attempt) =>
    [
        .. stream.Received.Where(message => message.Events is not null).SelectMany(message => message.Events.Events)
            .Where(happened => happened.Attempt.Equals(attempt.ToReference())),
    ];
}
