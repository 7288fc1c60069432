using Freehold.ControlPlane.Agents.Installing;

namespace Freehold.ControlPlane.Agents;

/// <summary>An agent as people see it.</summary>
public sealed record AgentView
{
    /// <summary>Never changes.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its name in jobs and addresses; never changes.</summary>
    public required string Label { get; init; }

    /// <summary>
    /// connected; reconnecting: without a stream, but its lease holds; disconnected: its lease ran out; or never_connected.
    /// </summary>
    public required string Status { get; init; }

    /// <summary>Since when the status is what it is; absent before the first connection.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>
    /// Why its last stream ended, a word from the list in docs/agent-protocol.md; absent while it has one.
    /// </summary>
    public string? Ending { get; init; }

    /// <summary>Whether it is connected.</summary>
    public bool Connected => Status == AgentStatus.Connected;

    /// <summary>Version of the agent program; absent before the first connection, like everything down to the outbox.</summary>
    public string? Version { get; init; }

    /// <summary>process or kubernetes.</summary>
    public string? Executor { get; init; }

    /// <summary>Name of the replica that holds or held the stream.</summary>
    public string? ReplicaId { get; init; }

    /// <summary>Job kinds that it can run.</summary>
    public IReadOnlyList<string>? Kinds { get; init; }

    /// <summary>Attempts that it runs at the same time.</summary>
    public int? MaxConcurrent { get; init; }

    /// <summary>
    /// Workers of size M that its cluster's quotas have room for at the same time, those that are there included; absent where no quota bounds
    /// them, or none can be read.
    /// </summary>
    public int? QuotaWorkers { get; init; }

    /// <summary>What is tightest in the quotas, for example requests.memory.</summary>
    public string? QuotaTightest { get; init; }

    /// <summary>Attempts that it had when last heard.</summary>
    public int? InUse { get; init; }

    /// <summary>Events that it holds and we have not acknowledged.</summary>
    public AgentOutboxView? Outbox { get; init; }

    /// <summary>When the newest stream began.</summary>
    public DateTimeOffset? ConnectedAt { get; init; }

    /// <summary>When it was last heard.</summary>
    public DateTimeOffset? LastHeardAt { get; init; }

    /// <summary>What it said last is wrong with it; empty when all is well, absent when it is not there to say so.</summary>
    public IReadOnlyList<AgentConditionView>? Conditions { get; init; }

    /// <summary>
    /// What the control plane found about it and that happened again within the last hour; only where one agent is shown.
    /// </summary>
    public IReadOnlyList<AgentFindingView>? Findings { get; init; }

    /// <summary>Why it was last turned away, unless it connected since.</summary>
    public AgentRefusalView? Refusal { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Name of the token it was added with.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>Its replicas that have a stream, the leader first; only where one agent is shown.</summary>
    public IReadOnlyList<AgentReplicaView>? Replicas { get; init; }

    /// <summary>How it is installed, without its token; absent while nobody has said where chart and images are.</summary>
    public HelmInstallation? Helm { get; init; }

    /// <summary>Its tokens, newest first; only where one agent is shown.</summary>
    public IReadOnlyList<AgentTokenView>? Tokens { get; init; }
}

/// <summary>What an agent holds for us.</summary>
/// <param name="Depth">Events.</param>
/// <param name="AgeSeconds">Age of the oldest; absent when there is none.</param>
public sealed record AgentOutboxView(int Depth, double? AgeSeconds = null);

/// <summary>A replica of an agent.</summary>
/// <param name="ReplicaId">Its name.</param>
/// <param name="Role">leader: takes work; or standby: ready to take over.</param>
/// <param name="Version">Of the agent program.</param>
/// <param name="ConnectedAt">When its stream began.</param>
/// <param name="LastHeardAt">When it was last heard.</param>
public sealed record AgentReplicaView(string ReplicaId, string Role, string Version, DateTimeOffset ConnectedAt, DateTimeOffset LastHeardAt);

/// <summary>Something that is wrong with an agent, as it said itself. Gone as soon as it does not say so any more.</summary>
/// <param name="Code">From a closed list, for example outbox_full.</param>
/// <param name="Sentence">What is wrong.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="Since">Since when.</param>
/// <param name="Count">How often what shows it happened since then; 0 where counting means nothing.</param>
/// <param name="Subject">What it concerns, for example the name of a loop.</param>
public sealed record AgentConditionView(
    string Code, string Sentence, string Remedy, DateTimeOffset Since, long Count, string? Subject = null);

/// <summary>Something that the control plane observed about an agent. Gone an hour after it last happened.</summary>
/// <param name="Code">From a closed list, for example event_conflict.</param>
/// <param name="Sentence">What happened.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="Since">When it first happened, without a pause of an hour.</param>
/// <param name="LastAt">When it last happened.</param>
/// <param name="Count">How often.</param>
/// <param name="Evidence">What exactly happened last.</param>
public sealed record AgentFindingView(
    string Code, string Sentence, string Remedy, DateTimeOffset Since, DateTimeOffset LastAt, long Count, string Evidence);

/// <summary>Why an agent was turned away.</summary>
/// <param name="Reason">From a closed list, for example token_revoked.</param>
/// <param name="Sentence">What happened.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="At">When.</param>
public sealed record AgentRefusalView(string Reason, string Sentence, string Remedy, DateTimeOffset At);

/// <summary>An agent token as people see it; never the token itself.</summary>
/// <param name="Id">What a revocation names.</param>
/// <param name="IssuedAt">When it was made.</param>
/// <param name="ExpiresAt">When it stops to be good by itself.</param>
/// <param name="RevokedAt">When it was revoked; absent: it was not.</param>
public sealed record AgentTokenView(Guid Id, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, DateTimeOffset? RevokedAt = null);
