using Freehold.ControlPlane.Agents;
using Freehold.ControlPlane.AgentStreams;
using Freehold.ControlPlane.Database;
using Freehold.ControlPlane.Health;
using Freehold.ControlPlane.Jobs;
using Freehold.Hosting.Watchdogs;
using Freehold.Protocol.V1;
using Npgsql;

namespace Freehold.ControlPlane.Dispatch;

/// <summary>
/// Stores agents' answers to assignments, of all streams together, and only then confirms: an attempt that was told to start
/// is one that the database knows to belong to this agent.
/// </summary>
internal sealed class AnswerIntake(
    NpgsqlDataSource database,
    RetryBackoff backoff,
    AttemptAnnouncements announcements,
    AgentFindings findings,
    DispatchSignal dispatch,
    DispatchMetrics metrics,
    LoopWatchdogs watchdogs,
    TimeProvider time,
    ILogger<AnswerIntake> log) : BackgroundService
{
    private readonly CommitQueue<ReceivedAnswers> _queue = new(capacity: 256, mostWeight: 1_000, answers => answers.Answers.Count, time);

    /// <summary>Queues the answers of one message; waits while too many are queued already.</summary>
    public ValueTask AddAsync(AgentSession session, IReadOnlyList<CommandAnswer> answers, CancellationToken cancellationToken) =>
        _queue.AddAsync(new(session, answers), cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var watch = watchdogs.Watch(ControlPlaneLoops.Answers);
        await _queue.RunAsync(StoreAsync, (e, pause) => log.AnswersWait(e.GetType().Name, pause), watch, stoppingToken);
    }

    private async Task StoreAsync(IReadOnlyList<ReceivedAnswers> received, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // 1. Hold every attempt that is answered.
        var keys = received.SelectMany(message => message.Answers).Select(answer => KeyOf(answer)).ToHashSet();
        var attempts = (await AttemptStore.LockAsync(connection, keys, cancellationToken))
            .ToDictionary(attempt => new AttemptKey(attempt.Job.Id, attempt.Number));

        // 2. Decide, and write what changed.
        var replies = new List<Reply>();
        foreach (var message in received)
        {
            foreach (var answer in message.Answers)
                replies.Add(Decide(message.Session, answer, attempts.GetValueOrDefault(KeyOf(answer))));
        }

        // Before anybody can see that jobs are queued again: an agent without room is left alone, others are not any more.
        foreach (var ofSession in replies.GroupBy(reply => reply.Session))
        {
            if (ofSession.Any(reply => reply.HasNoRoom))
                ofSession.Key.RestFor(backoff.After);
            else if (ofSession.Any(reply => reply.Kind is AnswerReply.Confirm))
                ofSession.Key.HasRoom();
        }

        await using (var batch = new NpgsqlBatch(connection, transaction))
        {
            AttemptStore.AddWrites(batch, attempts.Values);
            if (batch.BatchCommands.Count > 0)
                await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);

        // 3. Only now tell the agents, each over the session that asked.
        foreach (var toSession in replies.ToLookup(reply => reply.Session))
        {
            toSession.Key.PostAll(DispatchMessages.Confirm(Keys(toSession, AnswerReply.Confirm)));
            toSession.Key.PostAll(DispatchMessages.Cancel(Keys(toSession, AnswerReply.Cancel), CancelReason.Superseded));
        }

        announcements.Announce(attempts.Values);
        foreach (var session in replies.Where(reply => reply.HasNoRoom).Select(reply => reply.Session).Distinct())
            dispatch.WakeAfter(session.Agent.AgentId, session.Rest());
    }

    private Reply Decide(AgentSession session, CommandAnswer answer, LockedAttempt? attempt)
    {
        // Of another agent: as if it did not exist.
        if (attempt?.AgentId != session.Agent.AgentId)
        {
            attempt = null;
            findings.Add(session.Agent, AgentFinding.ForeignAttempt, $"an answer for attempt {answer.Attempt.Number} of job {KeyOf(answer).JobId}");
        }

        var reply = AnswerDecision.Apply(attempt, answer, backoff);
        metrics.Answered(reply is AnswerReply.None ? answer.Reason.ToString() : reply.ToString());

        var key = KeyOf(answer);
        var hasNoRoom = AnswerDecision.HasNoRoom(answer);
        if (answer.Reason is RejectionReason.DigestConflict)
            log.DigestConflict(session.Agent.Label, key.JobId, key.Number);
        else if (answer.Outcome is CommandOutcome.Rejected && !hasNoRoom)
            log.Rejected(session.Agent.Label, key.JobId, answer.Reason.ToString());

        return new(session, key, reply, hasNoRoom);
    }

    private static IEnumerable<AttemptKey> Keys(IEnumerable<Reply> replies, AnswerReply kind) =>
        replies.Where(reply => reply.Kind == kind).Select(reply => reply.Attempt);

    // The gateway has checked that these are well formed.
    private static AttemptKey KeyOf(CommandAnswer answer) => new(Guid.Parse(answer.Attempt.JobId), (int)answer.Attempt.Number);

    private readonly record struct ReceivedAnswers(AgentSession Session, IReadOnlyList<CommandAnswer> Answers);

    private readonly record struct Reply(AgentSession Session, AttemptKey Attempt, AnswerReply Kind, bool HasNoRoom);
}
