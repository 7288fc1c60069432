namespace Freehold.JobContract.Connections;

/// <summary>What became of a <see cref="NarrowingOrder"/>: credentials, or why there are none.</summary>
public sealed record NarrowingAnswer
{
    /// <summary>The obstacle with which the store itself refused; the others say what cannot be.</summary>
    public const string Refused = "Refused";

    /// <summary>Connections as keys and values, one for each address that needs its own; secret. Empty when there are none.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Connections { get; init; } = [];

    /// <summary>How tight they are: <c>Prefixes</c>, <c>Object</c>, or <c>Containers</c> where a store cannot do better.</summary>
    public string? Scope { get; init; }

    /// <summary>When they end.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Why there are none: a word of a closed list; null when there are.</summary>
    public string? Obstacle { get; init; }

    /// <summary>The store's own words where it refused; no secret.</summary>
    public string? Answer { get; init; }

    /// <summary>Says nothing of what is secret.</summary>
    public override string ToString() => Obstacle is null ? $"{Scope} until {ExpiresAt:u}" : $"{Obstacle} {Answer}";
}
