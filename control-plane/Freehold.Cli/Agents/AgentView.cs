namespace Freehold.Cli.Agents;

/// <summary>An agent as the API shows it, as far as this program uses it.</summary>
/// <param name="Status"><c>connected</c>, <c>disconnected</c> or <c>never_connected</c>.</param>
/// <param name="MaxConcurrent">Attempts that it runs at the same time; null before it first connected.</param>
internal sealed record AgentView(
    string Label, string? Status, string? Version, string? Executor, int? InUse, int? MaxConcurrent, DateTimeOffset? LastHeardAt, DateTimeOffset? CreatedAt, AgentRefusalView? Refusal);

/// <summary>Why an agent was last turned away, unless it connected since.</summary>
internal sealed record AgentRefusalView(string? Sentence, string? Remedy, DateTimeOffset? At);
