namespace Freehold.ControlPlane.Grants;

/// <summary>A grant as the API shows it.</summary>
/// <param name="Id">Names the grant; part of what its box is sealed with.</param>
/// <param name="Agent">Label of the agent that was asked.</param>
/// <param name="Access"><c>read</c> or <c>write</c>.</param>
/// <param name="Prefix">The prefix as asked for.</param>
/// <param name="State"><c>requested</c>, <c>issued</c>, <c>refused</c>, or <c>expired</c>: the agent did not answer in time, or the credentials have ended.</param>
/// <param name="RequestedBy">Name of the API token that asked.</param>
/// <param name="RequestedAt">When.</param>
/// <param name="AnsweredAt">When the agent answered.</param>
/// <param name="ExpiresAt">When the credentials end, or ended.</param>
/// <param name="Refusal">Why the agent made none.</param>
/// <param name="Sealed">The credentials, in base64, for the recipient's key alone; absent once they have ended.</param>
public sealed record GrantView(
    Guid Id,
    string Agent,
    string Access,
    string Prefix,
    string State,
    string RequestedBy,
    DateTimeOffset RequestedAt,
    DateTimeOffset? AnsweredAt = null,
    DateTimeOffset? ExpiresAt = null,
    GrantRefusalView? Refusal = null,
    string? Sealed = null);

/// <summary>Why an agent made no credentials.</summary>
/// <param name="Code">A word of a closed list.</param>
/// <param name="Sentence">What it means.</param>
/// <param name="Remedy">What to do.</param>
public sealed record GrantRefusalView(string Code, string Sentence, string Remedy);
