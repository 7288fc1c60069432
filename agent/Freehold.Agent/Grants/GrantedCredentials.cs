namespace Freehold.Agent.Grants;

/// <summary>Short-lived credentials, as settings of a connection to the store (docs/buckets.md).</summary>
/// <param name="Settings">Keys and values; secret.</param>
/// <param name="ExpiresAt">When they end.</param>
internal sealed record GrantedCredentials(IReadOnlyDictionary<string, string> Settings, DateTimeOffset ExpiresAt)
{
    /// <summary>Says nothing of what is secret.</summary>
    public override string ToString() => $"credentials until {ExpiresAt:u}";
}
