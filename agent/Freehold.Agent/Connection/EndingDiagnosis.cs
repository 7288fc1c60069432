using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using Freehold.Protocol.V1;
using Grpc.Core;

namespace Freehold.Agent.Connection;

/// <summary>Reads from a failed call why it failed.</summary>
internal static class EndingDiagnosis
{
    private const string RefusalTrailer = "freehold-refusal";
    private const string RetryAfterTrailer = "freehold-retry-after";
    private const int ProxyAuthenticationRequired = 407;
    private const int NoApplicationProtocol = 1120; // SSL_R_TLSV1_ALERT_NO_APPLICATION_PROTOCOL

    /// <param name="tls">What the call's handshake found.</param>
    /// <param name="viaProxy">Whether a proxy was to be used: connecting then means connecting to the proxy.</param>
    public static FinishedStream Of(RpcException failure, TlsObservation tls, bool viaProxy, bool heardAnything)
    {
        var refusal = RefusalOf(failure);
        if (refusal is RefusalReason.Unspecified && RetryAfterOf(failure) is { } retryAfter)
            return new(StreamEnding.ToldToWait, heardAnything, RetryAfter: retryAfter);

        return new(EndingOf(failure, refusal, tls, viaProxy, heardAnything), heardAnything, refusal);
    }

    private static StreamEnding EndingOf(RpcException failure, RefusalReason refusal, TlsObservation tls, bool viaProxy, bool heardAnything)
    {
        if (refusal is not RefusalReason.Unspecified)
            return StreamEnding.Refused;
        if (tls.Problem is { } problem)
            return problem;
        if (Find<HttpRequestException>(failure) is { } request && EndingOf(request, viaProxy) is { } ending)
            return ending;

        return failure.StatusCode switch
        {
            // Our control plane says why. Without a reason somebody else answered: a gateway in front of it, for example.
            StatusCode.Unauthenticated or StatusCode.PermissionDenied => StreamEnding.Refused,
            // Something that this agent said; it would say it again at once.
            StatusCode.FailedPrecondition or StatusCode.InvalidArgument => StreamEnding.ProtocolBroken,
            _ when heardAnything => StreamEnding.Broken,
            StatusCode.Unimplemented or StatusCode.NotFound => StreamEnding.NotAControlPlane,
            StatusCode.Internal when Find<Exception>(failure.Status.DebugException) is null => StreamEnding.NotAControlPlane,
            StatusCode.Cancelled or StatusCode.DeadlineExceeded => StreamEnding.Unreachable,
            StatusCode.Unavailable or StatusCode.ResourceExhausted => StreamEnding.Unavailable,
            _ => StreamEnding.Broken,
        };
    }

    private static StreamEnding? EndingOf(HttpRequestException request, bool viaProxy) => request.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => viaProxy ? StreamEnding.ProxyUnreachable : StreamEnding.NameNotFound,
        HttpRequestError.ConnectionError when viaProxy => StreamEnding.ProxyUnreachable,
        HttpRequestError.ConnectionError => Find<SocketException>(request)?.SocketErrorCode is SocketError.ConnectionRefused
            ? StreamEnding.ConnectionRefused
            : StreamEnding.Unreachable,
        HttpRequestError.ProxyTunnelError => (int?)request.StatusCode is ProxyAuthenticationRequired
            ? StreamEnding.ProxyWantsAuthentication
            : StreamEnding.ProxyRefused,
        HttpRequestError.SecureConnectionError => EndingOfHandshake(request),
        HttpRequestError.VersionNegotiationError => StreamEnding.Http2NotSpoken,
        _ => null,
    };

    // The certificate was not judged (that is asked before): the handshake did not get that far.
    private static StreamEnding EndingOfHandshake(HttpRequestException request) => request switch
    {
        _ when Find<SocketException>(request) is not null => StreamEnding.Unreachable,
        // OpenSSL's own error: the other side did speak TLS. The code's low 12 bits are the reason, the same in all its versions.
        _ when Find<CryptographicException>(request) is { } alert => (alert.HResult & 0xFFF) is NoApplicationProtocol
            ? StreamEnding.Http2NotSpoken
            : StreamEnding.TlsHandshakeFailed,
        _ => StreamEnding.TlsNotSpoken,
    };

    private static RefusalReason RefusalOf(RpcException failure) =>
        failure.Trailers.GetValue(RefusalTrailer) is { } name
        && Enum.TryParse<RefusalReason>(name.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var reason)
        && Enum.IsDefined(reason)
            ? reason
            : RefusalReason.Unspecified;

    // Zero would be no pause at all: then the agent's own backoff is the better one.
    private static TimeSpan? RetryAfterOf(RpcException failure) =>
        failure.StatusCode is StatusCode.Unavailable
        && uint.TryParse(failure.Trailers.GetValue(RetryAfterTrailer), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
        && milliseconds > 0
            ? TimeSpan.FromMilliseconds(milliseconds)
            : null;

    private static T? Find<T>(Exception? exception)
        where T : Exception
    {
        for (; exception is not null; exception = (exception as RpcException)?.Status.DebugException ?? exception.InnerException)
        {
            if (exception is T found and not RpcException)
                return found;
        }

        return null;
    }
}
