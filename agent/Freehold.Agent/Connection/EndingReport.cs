using Freehold.Protocol.V1;

namespace Freehold.Agent.Connection;

/// <summary>Chooses the message for the end of a stream. docs/troubleshooting.md explains each.</summary>
internal static class EndingReport
{
    /// <param name="pause">Until the next attempt.</param>
    public static void Tell(this ILogger log, FinishedStream finished, IDialler dialler, TimeSpan pause)
    {
        var endpoint = $"{dialler.Endpoint.Host}:{dialler.Endpoint.Port}";
        var proxy = dialler.Proxy ?? "";
        var route = proxy.Length > 0 ? $"proxy {proxy}" : "no proxy";

        switch (finished.Ending)
        {
            case StreamEnding.ClosedByControlPlane:
                log.ClosedByControlPlane(pause);
                break;
            case StreamEnding.ToldToGo:
                log.ToldToGo(pause);
                break;
            case StreamEnding.ToldToWait:
                log.ToldToWait(endpoint, pause);
                break;
            case StreamEnding.Silent:
                log.Silent(pause);
                break;
            case StreamEnding.Broken:
                log.Broken(pause);
                break;
            case StreamEnding.NameNotFound:
                log.NameNotFound(dialler.Endpoint.Host, pause);
                break;
            case StreamEnding.ConnectionRefused:
                log.ConnectionRefused(endpoint, pause);
                break;
            case StreamEnding.Unreachable:
                log.Unreachable(endpoint, route, pause);
                break;
            case StreamEnding.Unavailable:
                log.Unavailable(endpoint, pause);
                break;
            case StreamEnding.ProxyUnreachable:
                log.ProxyUnreachable(proxy, pause);
                break;
            case StreamEnding.ProxyRefused:
                log.ProxyRefused(proxy, endpoint, pause);
                break;
            case StreamEnding.ProxyWantsAuthentication:
                log.ProxyWantsAuthentication(proxy, pause);
                break;
            case StreamEnding.TlsNotSpoken:
                log.TlsNotSpoken(endpoint, route, pause);
                break;
            case StreamEnding.TlsHandshakeFailed:
                log.TlsHandshakeFailed(endpoint, route, pause);
                break;
            case StreamEnding.TlsUntrusted:
                log.TlsUntrusted(endpoint, pause);
                break;
            case StreamEnding.TlsWrongHost:
                log.TlsWrongHost(dialler.Endpoint.Host, pause);
                break;
            case StreamEnding.TlsOutOfDate:
                log.TlsOutOfDate(endpoint, pause);
                break;
            case StreamEnding.Http2NotSpoken:
                log.Http2NotSpoken(endpoint, route, pause);
                break;
            case StreamEnding.NotAControlPlane:
                log.NotAControlPlane(endpoint, pause);
                break;
            case StreamEnding.ProtocolBroken:
                log.ProtocolBroken(endpoint, pause);
                break;
            case StreamEnding.TokenUnusable:
                log.TokenUnusable(pause);
                break;
            case StreamEnding.CaUnusable:
                log.CaUnusable(pause);
                break;
            case StreamEnding.Refused:
                TellRefusal(log, finished.Refusal, endpoint, pause);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(finished), finished.Ending, "an ending without a message");
        }
    }

    private static void TellRefusal(ILogger log, RefusalReason reason, string endpoint, TimeSpan pause)
    {
        switch (reason)
        {
            case RefusalReason.TokenMissing:
                log.TokenMissing(pause);
                break;
            case RefusalReason.TokenInvalid:
                log.TokenInvalid(pause);
                break;
            case RefusalReason.TokenExpired:
                log.TokenExpired(pause);
                break;
            case RefusalReason.TokenRevoked:
                log.TokenRevoked(pause);
                break;
            case RefusalReason.TokenOfAnotherAgent:
                log.TokenOfAnotherAgent(pause);
                break;
            case RefusalReason.AgentRemoved:
                log.AgentRemoved(pause);
                break;
            case RefusalReason.SessionReplaced:
                log.SessionReplaced(pause);
                break;
            case RefusalReason.ReplicasExhausted:
                log.ReplicasExhausted(pause);
                break;
            case RefusalReason.Version:
                log.VersionRefused(HelloMessage.ProgramVersion, pause);
                break;
            default:
                log.RefusedWithoutReason(endpoint, pause);
                break;
        }
    }
}
