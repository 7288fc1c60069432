namespace Freehold.Cli.Agents;

/// <summary>An agent as the API shows it, as far as this program uses it.</summary>
/// <param name="State">For example <c>connected</c> or <c>disconnected</c>.</param>
/// <param name="MaxConcurrent">Attempts that it runs at the same time; null before it first connected.</param>
internal sealed record AgentView(
    string Label, string? State, string? Version, string? Executor, int? InUse, int? MaxConcurrent, DateTimeOffset? LastHeardAt, DateTimeOffset? CreatedAt, string? Refusal);
