using Freehold.ControlPlane.Agents;
using Freehold.ControlPlane.Dispatch;
using Freehold.ControlPlane.Jobs;
using Freehold.ControlPlane.Replicas;
using Freehold.Protocol.V1;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Freehold.ControlPlane.AgentStreams;

/// <summary>
/// Settles a new session: what the agent has and what the database says it has become one truth, in one transaction, before
/// the agent is welcomed.
/// </summary>
internal sealed class Welcoming(
    NpgsqlDataSource database,
    SessionStore sessions,
    StandbyStore standbys,
    RetryBackoff backoff,
    AttemptAnnouncements announcements,
    JobChanges changes,
    AgentFindings findings,
    ReplicaNotices notices,
    IOptions<AgentStreamOptions> options,
    TimeProvider time,
    ILogger<Welcoming> log)
{
    // Keeps its attempts as objects of the cluster, which outlive the agent; see InventoryDecisions.
    private const string ClusterExecutor = "kubernetes";

    private static readonly TimeSpan MostSkew = TimeSpan.FromMinutes(1);
    private static readonly string Version = typeof(Welcoming).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <returns>The welcome, and what is to be sent right behind it.</returns>
    public async Task<IReadOnlyList<ControlMessage>> WelcomeAsync(AgentSession session, CancellationToken cancellationToken)
    {
        if (session.IsStandby)
            return await WelcomeStandbyAsync(session, cancellationToken);

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // 1. The session is the agent's own from here on: nothing more is handed to an older one.
        var wasUnreachable = await sessions.TakeOverAsync(connection, session, cancellationToken);

        // 2. Compare, and write what changed.
        var inventory = session.Hello.Inventory;
        var named = inventory.Select(entry => new AttemptKey(Guid.Parse(entry.Attempt.JobId), (int)entry.Attempt.Number)).ToList();
        var attempts = await AttemptStore.LockOfAgentAsync(connection, session.Agent.AgentId, named, cancellationToken);
        var decisions = InventoryDecisions.Of(inventory, attempts, session.Hello.Executor is ClusterExecutor, backoff);

        await using (var batch = new NpgsqlBatch(connection, transaction))
        {
            AttemptStore.AddWrites(batch, attempts);
            if (batch.BatchCommands.Count > 0)
                await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        // Unknown ones are forgotten and no news: a database that was restored does not know them. Another agent's are.
        var others = await AttemptStore.CountOfOthersAsync(connection, session.Agent.AgentId, decisions.Foreign, cancellationToken);
        await RebuiltAttempts.TellAsync(connection, inventory, decisions.Verdicts, cancellationToken);
        var again = await ClaimStore.ReadAsync(connection, decisions.AssignAgain, cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        // 3. Only now say so; also to a replica that may hold an older stream of the agent without knowing that it is dead.
        notices.Post(new(NoticeKind.AgentMustProveItself, session.Agent.AgentId));
        announcements.Announce(attempts);
        if (wasUnreachable)
        {
            foreach (var attempt in attempts)
                changes.Publish(attempt.Job.Id);
        }

        foreach (var lost in decisions.Lost)
            log.AttemptLost(session.Agent.Label, lost.JobId, lost.Number);
        Report(session, decisions, others);

        return
        [
            new() { Welcome = Welcome(session, decisions) },
            .. DispatchMessages.Confirm(decisions.Confirm),
            .. DispatchMessages.Cancel(decisions.CancelAsked, CancelReason.Requested),
            .. DispatchMessages.Assign(again),
        ];
    }

    // Whatever inventory it sends: the replica that leads has the journal.
    private async Task<IReadOnlyList<ControlMessage>> WelcomeStandbyAsync(AgentSession session, CancellationToken cancellationToken)
    {
        await standbys.AddAsync(session, cancellationToken);
        notices.Post(new(NoticeKind.AgentMustProveItself, session.Agent.AgentId));
        return [new() { Welcome = Welcome(session, new()) }];
    }

    private void Report(AgentSession session, InventoryDecisions decisions, long others)
    {
        if (decisions.Altered.Count > 0)
        {
            var (job, number) = decisions.Altered[0];
            findings.Add(session.Agent, AgentFinding.InventoryConflict, $"attempt {number} of job {job} has another document", decisions.Altered.Count);
        }

        if (others > 0)
            findings.Add(session.Agent, AgentFinding.InventoryConflict, $"{others} attempts of other agents", others);

        if (session.Hello.Clock is { } clock && (clock.ToDateTimeOffset() - time.GetUtcNow()) is var skew && skew.Duration() > MostSkew)
            findings.Add(session.Agent, AgentFinding.ClockSkewed, $"{skew.Duration().TotalSeconds:0} s {(skew > TimeSpan.Zero ? "ahead" : "behind")}");
    }

    private Welcome Welcome(AgentSession session, InventoryDecisions decisions)
    {
        var welcome = new Welcome
        {
            ProtocolVersion = Math.Min(session.Hello.ProtocolVersion, AgentHello.ProtocolVersion),
            SessionId = session.Id.ToString(),
            Settings = new()
            {
                Heartbeat = Duration.FromTimeSpan(options.Value.Heartbeat),
                Silence = Duration.FromTimeSpan(options.Value.Silence),
                EventWindow = (uint)options.Value.EventWindow,
                Lease = Duration.FromTimeSpan(options.Value.Lease),
            },
            Clock = Timestamp.FromDateTimeOffset(time.GetUtcNow()),
            ControlPlaneVersion = Version,
        };
        welcome.Verdicts.AddRange(decisions.Verdicts);
        return welcome;
    }
}
