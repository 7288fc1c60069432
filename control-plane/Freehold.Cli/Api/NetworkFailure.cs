using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;

namespace Freehold.Cli.Api;

/// <summary>Why a call did not come through, in words that say what to do.</summary>
internal static class NetworkFailure
{
    /// <summary>Whether an exception is the network's or the server's doing, and not the caller's cancellation or a bug.</summary>
    public static bool Explains(Exception e, CancellationToken callers) => e switch
    {
        HttpRequestException or IOException or JsonException => true,
        OperationCanceledException => !callers.IsCancellationRequested,
        _ => false,
    };

    public static CommandFailedException Of(Uri server, Exception e)
    {
        var place = server.GetLeftPart(UriPartial.Authority);
        return new(ExitCode.Unreachable, Innermost(e) switch
        {
            AuthenticationException => $"The certificate of {place} is not trusted. If the control plane has a private CA, sign in with its file: "
                + $"freehold login {place} --ca-file CA.pem",
            SocketException { SocketErrorCode: SocketError.ConnectionRefused } => $"Nothing answers at {place}. Is the control plane running?",
            SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } =>
                $"The name {server.Host} is not known. Check the address and the DNS.",
            OperationCanceledException => $"{place} did not answer within 30 seconds.",
            JsonException => $"{place} answered, but not as a Freehold control plane does. Check the address.",
            _ => $"The connection to {place} broke.",
        });
    }

    private static Exception Innermost(Exception e)
    {
        for (var at = e; at is not null; at = at.InnerException)
        {
            if (at is AuthenticationException or SocketException)
                return at;
        }

        return e;
    }
}
