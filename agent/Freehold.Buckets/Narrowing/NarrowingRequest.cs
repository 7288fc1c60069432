namespace Freehold.Buckets.Narrowing;

/// <summary>What short-lived credentials shall be good for.</summary>
/// <param name="Read">Addresses to list and read, as job documents give them: objects or globs.</param>
/// <param name="Write">Prefixes to list, read, write and delete under.</param>
/// <param name="Lifetime">How long; at most <see cref="Longest"/>. Stores make it at least <see cref="Shortest"/>.</param>
public sealed record NarrowingRequest(IReadOnlyList<string> Read, IReadOnlyList<string> Write, TimeSpan Lifetime)
{
    /// <summary>The longest life: 12 hours, the limit of token services.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(43_200);

    /// <summary>The shortest life that token services give: 15 minutes.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(900);

    /// <summary>The life that is asked for at a token service.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive, or longer than <see cref="Longest"/>.</exception>
    internal TimeSpan Granted
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Lifetime, TimeSpan.Zero, nameof(Lifetime));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(Lifetime, Longest, nameof(Lifetime));
            return Lifetime < Shortest ? Shortest : Lifetime;
        }
    }
}
