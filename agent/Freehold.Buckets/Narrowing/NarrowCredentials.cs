using Freehold.JobContract.Connections;

namespace Freehold.Buckets.Narrowing;

/// <summary>Makes credentials of a connection that are good for some prefixes and some time only.</summary>
public static class NarrowCredentials
{
    /// <summary>Asks the store's token service, or signs.</summary>
    /// <param name="connection">The connection that all addresses of the request belong to.</param>
    /// <param name="request">What they shall be good for.</param>
    /// <param name="time">Now, for signatures.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentOutOfRangeException">The lifetime is out of range.</exception>
    public static Task<NarrowingResult> MakeAsync(
        BucketConnection connection, NarrowingRequest request, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.Lifetime, NarrowingRequest.Longest, nameof(request));
        return connection.Match[..connection.Match.IndexOf(':', StringComparison.Ordinal)] switch
        {
            "s3" => AssumedSession.MakeAsync(connection, request, cancellationToken),
            "az" => SignedAccess.MakeAsync(connection, request, time, cancellationToken),
            _ => Task.FromResult<NarrowingResult>(new NarrowingResult.NotPossible(NarrowingObstacle.NotOfferedByStore)),
        };
    }
}
