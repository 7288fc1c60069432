namespace Freehold.Cli.Agents;

/// <summary>What the newest check of an agent found.</summary>
/// <param name="Outcome">red, warning, green, or none when there was none yet.</param>
/// <param name="RequestId">The request that it answered.</param>
/// <param name="Pending">A newer request that is not answered.</param>
internal sealed record AgentCheckView(
    string Outcome, IReadOnlyList<CheckResultView> Results, DateTimeOffset? CheckedAt, double? AgeSeconds, string? RequestId, CheckRequestView? Pending);

/// <summary>Something that an agent was asked to check.</summary>
/// <param name="State">requested, or expired: it did not answer in time.</param>
internal sealed record CheckRequestView(string Id, string State);

/// <summary>One check.</summary>
internal sealed record CheckResultView(string Id, string Title, string Outcome, string? Subject, string? Sentence, string? Remedy, string? Identity);
