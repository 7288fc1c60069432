namespace Freehold.Cli.Agents;

/// <summary>An agent as the API shows it, as far as this program uses it.</summary>
/// <param name="Status"><c>connected</c>, <c>reconnecting</c>, <c>disconnected</c> or <c>never_connected</c>.</param>
/// <param name="Since">Since when the status is what it is.</param>
/// <param name="Ending">Why the last stream ended, a word; null while there is one.</param>
/// <param name="MaxConcurrent">Attempts that it runs at the same time; null before it first connected.</param>
/// <param name="QuotaWorkers">Workers that its cluster's quotas have room for; null where nothing is known to bound them.</param>
internal sealed record AgentView(
    string Label,
    string? Status,
    DateTimeOffset? Since,
    string? Ending,
    string? Version,
    string? Executor,
    int? InUse,
    int? MaxConcurrent,
    int? QuotaWorkers,
    string? QuotaTightest,
    DateTimeOffset? LastHeardAt,
    DateTimeOffset? CreatedAt,
    AgentRefusalView? Refusal,
    IReadOnlyList<AgentReplicaView>? Replicas,
    IReadOnlyList<AgentProblemView>? Conditions,
    IReadOnlyList<AgentProblemView>? Findings,
    AgentHelmView? Helm);

/// <summary>How it is installed; null while the control plane does not know where chart and images are.</summary>
internal sealed record AgentHelmView(string Command);

/// <summary>Why an agent was last turned away, unless it connected since.</summary>
internal sealed record AgentRefusalView(string? Sentence, string? Remedy, DateTimeOffset? At);

/// <summary>A replica of an agent that has a stream.</summary>
internal sealed record AgentReplicaView(string? ReplicaId, string? Role);

/// <summary>Something that is wrong with an agent, as it says itself or as the control plane found.</summary>
/// <param name="Subject">What it concerns; only of what the agent says.</param>
/// <param name="Evidence">What exactly happened last; only of what the control plane found.</param>
internal sealed record AgentProblemView(
    string? Sentence, string? Remedy, DateTimeOffset? Since, long Count, string? Subject, string? Evidence);
