using System.Net.Sockets;

namespace Freehold.Buckets.Remote;

/// <summary>What networks do to any store, whichever client library tells it.</summary>
internal static class NetworkFaults
{
    /// <summary>The fault, or null when no network was involved.</summary>
    public static StoreFault? Of(Exception e)
    {
        for (var cause = e; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case BucketException:
                    return null; // of the local disk, and told already
                case HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }:
                    return new(BucketError.Unreachable, IsTransient: false, nameof(HttpRequestError.SecureConnectionError));
                case HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.ProxyTunnelError } http:
                    return new(BucketError.Unreachable, IsTransient: true, $"{http.HttpRequestError}");
                case SocketException socket:
                    return new(BucketError.Unavailable, IsTransient: true, $"{socket.SocketErrorCode}");
                // A store that answers and closes before it has read all tears the connection from under the request's content.
                case HttpRequestException { InnerException: ObjectDisposedException }:
                    return new(BucketError.Unavailable, IsTransient: true, "ConnectionBroken");
                case HttpRequestException http when http.InnerException is null:
                    return new(BucketError.Unavailable, IsTransient: true, $"{http.HttpRequestError}");
                case TimeoutException or OperationCanceledException when cause.InnerException is null:
                    return new(BucketError.Unavailable, IsTransient: true, "Timeout");
                case IOException when cause.InnerException is null:
                    return new(BucketError.Unavailable, IsTransient: true, "ConnectionBroken");
            }
        }

        return null;
    }
}
