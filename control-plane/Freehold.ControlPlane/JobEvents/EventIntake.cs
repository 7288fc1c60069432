using Freehold.ControlPlane.Agents;
using Freehold.ControlPlane.AgentStreams;
using Freehold.ControlPlane.Database;
using Freehold.ControlPlane.Health;
using Freehold.ControlPlane.Jobs;
using Freehold.Hosting.Watchdogs;
using Freehold.Protocol.V1;
using Npgsql;

namespace Freehold.ControlPlane.JobEvents;

/// <summary>
/// Stores the events of all streams of this replica, many in one transaction, and only then acknowledges them. An event that
/// is sent again is stored once; a crash in between makes the agent send again.
/// </summary>
internal sealed class EventIntake(
    NpgsqlDataSource database,
    RetryBackoff backoff,
    AttemptAnnouncements announcements,
    AgentFindings findings,
    EventMetrics metrics,
    LoopWatchdogs watchdogs,
    TimeProvider time,
    ILogger<EventIntake> log) : BackgroundService
{
    private readonly CommitQueue<ReceivedEvents> _queue = new(capacity: 128, mostWeight: 2_000, received => received.Events.Count, time);
    private readonly EventBody _body = new();

    /// <summary>Queues the events of one message; waits while too many are queued already.</summary>
    public ValueTask AddAsync(AgentSession session, IReadOnlyList<JobEvent> events, CancellationToken cancellationToken) =>
        _queue.AddAsync(new(session, events), cancellationToken);

    public override void Dispose()
    {
        _body.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var watch = watchdogs.Watch(ControlPlaneLoops.Events);
        await _queue.RunAsync(StoreAsync, (e, pause) => log.DatabaseAway(e.GetType().Name, pause), watch, stoppingToken);
    }

    private async Task StoreAsync(IReadOnlyList<ReceivedEvents> received, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // 1. Hold every attempt that is spoken of: what is stored of it is known, and stays so.
        var attempts = (await AttemptStore.LockAsync(connection, KeysOf(received), cancellationToken))
            .ToDictionary(attempt => new AttemptKey(attempt.Job.Id, attempt.Number));

        // 2. Decide about each event, in the order in which it came.
        var plan = new EventBatchPlan(attempts, _body, backoff);
        foreach (var message in received)
        {
            foreach (var happened in message.Events)
                plan.Add(message.Session, happened);
        }

        // 3. Write it all in one round trip, and commit.
        var conflicts = await WriteAsync(connection, transaction, plan, attempts.Values, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        metrics.Stored(plan, time.GetElapsedTime(started));

        // 4. Only now say so. The window opens first: whoever reads the acknowledgement may send at once.
        foreach (var message in received)
            message.Session.EventsStored();
        Acknowledge(plan);
        announcements.Announce(attempts.Values);
        Report(plan, conflicts);
    }

    /// <returns>Events that came again with other content.</returns>
    private async Task<List<(AttemptKey Attempt, long Sequence)>> WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, EventBatchPlan plan, IReadOnlyCollection<LockedAttempt> attempts,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        if (plan.New.Count > 0)
            batch.BatchCommands.Add(EventStore.Insert(plan.New));
        AttemptStore.AddWrites(batch, attempts);
        if (plan.Artifacts.Count > 0)
            batch.BatchCommands.Add(EventStore.Insert(plan.Artifacts));
        if (plan.Tasks.Count > 0)
            batch.BatchCommands.Add(TaskTable.Upsert(plan.Tasks.Values));
        if (plan.Repeats.Count > 0)
            batch.BatchCommands.Add(EventStore.FindConflicts(plan.Repeats));
        var conflicts = new List<(AttemptKey Attempt, long Sequence)>();
        if (batch.BatchCommands.Count == 0)
            return conflicts;

        // Only the search for conflicts has rows.
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        do
        {
            while (await rows.ReadAsync(cancellationToken))
            {
                metrics.Conflict();
                conflicts.Add((new(rows.GetGuid(0), rows.GetInt32(1)), rows.GetInt64(2)));
            }
        }
        while (await rows.NextResultAsync(cancellationToken));
        return conflicts;
    }

    private void Report(EventBatchPlan plan, List<(AttemptKey Attempt, long Sequence)> conflicts)
    {
        foreach (var of in plan.AfterGap.ToLookup(late => late.Session.Agent, late => late.Attempt))
            findings.Add(of.Key, AgentFinding.EventGap, $"attempt {of.First().Number} of job {of.First().JobId}", of.LongCount());
        foreach (var of in plan.OfUnknownAttempts.ToLookup(unknown => unknown.Session.Agent, unknown => unknown.Attempt))
            findings.Add(of.Key, AgentFinding.ForeignAttempt, $"events of attempt {of.First().Number} of job {of.First().JobId}", of.LongCount());

        if (conflicts.Count == 0)
            return;
        var senders = plan.Acknowledgements().ToLookup(one => one.Attempt, one => one.Session.Agent);
        foreach (var of in conflicts.ToLookup(conflict => senders[conflict.Attempt].First()))
        {
            var (attempt, sequence) = of.First();
            findings.Add(of.Key, AgentFinding.EventConflict, $"event {sequence} of attempt {attempt.Number} of job {attempt.JobId}", of.LongCount());
        }
    }

    private void Acknowledge(EventBatchPlan plan)
    {
        foreach (var ofSession in plan.Acknowledgements().GroupBy(one => one.Session))
        {
            foreach (var some in ofSession.Chunk(WireBounds.BatchLength))
            {
                var acknowledged = new Acknowledged();
                acknowledged.Attempts.AddRange(some.Select(one => new AcknowledgedAttempt
                {
                    Attempt = new() { JobId = one.Attempt.JobId.ToString(), Number = (uint)one.Attempt.Number },
                    Sequence = (ulong)one.Sequence,
                }));
                ofSession.Key.Post(new() { Acknowledged = acknowledged });
            }
        }
    }

    // The gateway has checked that these are well formed. Most events of a message are of one attempt: parse it once.
    private static HashSet<AttemptKey> KeysOf(IReadOnlyList<ReceivedEvents> received) =>
        received
            .SelectMany(message => message.Events.Select(happened => happened.Attempt).Distinct())
            .Select(attempt => new AttemptKey(Guid.Parse(attempt.JobId), (int)attempt.Number))
            .ToHashSet();

    private readonly record struct ReceivedEvents(AgentSession Session, IReadOnlyList<JobEvent> Events);
}
