using Freehold.JobContract.Connections;

namespace Freehold.Buckets.Narrowing;

/// <summary>What became of a request for narrower credentials.</summary>
public abstract record NarrowingResult
{
    private NarrowingResult()
    {
    }

    /// <summary>There they are.</summary>
    /// <param name="Connections">Connections with the credentials, one for each address that needs its own. Secrets.</param>
    /// <param name="Scope">How tight they are.</param>
    /// <param name="ExpiresAt">When they end.</param>
    public sealed record Narrowed(IReadOnlyList<BucketConnection> Connections, NarrowingScope Scope, DateTimeOffset ExpiresAt) : NarrowingResult;

    /// <summary>There are none.</summary>
    /// <param name="Obstacle">Why.</param>
    /// <param name="Answer">The token service's own words where it refused; no secret.</param>
    public sealed record NotPossible(NarrowingObstacle Obstacle, string Answer = "") : NarrowingResult;
}
