namespace Freehold.Cli.Grants;

/// <summary>A grant as the API shows it, as far as this program uses it.</summary>
/// <param name="State"><c>requested</c>, <c>issued</c>, <c>refused</c> or <c>expired</c>.</param>
/// <param name="Sealed">The credentials in base64, for our key alone.</param>
internal sealed record GrantView(
    Guid Id,
    string Agent,
    string Access,
    string Prefix,
    string State,
    string? RequestedBy,
    DateTimeOffset? RequestedAt,
    DateTimeOffset? ExpiresAt,
    GrantRefusalView? Refusal,
    string? Sealed);

/// <summary>Why an agent made no credentials.</summary>
internal sealed record GrantRefusalView(string? Sentence, string? Remedy);
