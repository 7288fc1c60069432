namespace Freehold.Agent.Connection;

/// <summary>
/// What the agent says about its connection. Ids 1100–1199. Information: happens every day. Warning: may pass by itself.
/// Error: a person has to act, and until then nothing new runs here.
/// </summary>
internal static partial class ConnectionLog
{
    [LoggerMessage(EventId = 1101, Level = LogLevel.Information,
        Message = "Connected to {Endpoint}, session {SessionId}, control plane {ControlPlaneVersion}")]
    public static partial void Connected(this ILogger log, Uri endpoint, string sessionId, string controlPlaneVersion);

    [LoggerMessage(EventId = 1102, Level = LogLevel.Debug, Message = "The stream failed")]
    public static partial void StreamFailure(this ILogger log, Exception failure);

    [LoggerMessage(EventId = 1110, Level = LogLevel.Information, Message = "The control plane closed the stream; dialling again in {Pause}")]
    public static partial void ClosedByControlPlane(this ILogger log, TimeSpan pause);

    [LoggerMessage(EventId = 1111, Level = LogLevel.Information, Message = "The control plane sends its agents elsewhere; dialling again in {Pause}")]
    public static partial void ToldToGo(this ILogger log, TimeSpan pause);

    [LoggerMessage(EventId = 1112, Level = LogLevel.Information,
        Message = "Nothing was heard for too long, not even a heartbeat: the stream was dropped; dialling again in {Pause}")]
    public static partial void Silent(this ILogger log, TimeSpan pause);

    [LoggerMessage(EventId = 1113, Level = LogLevel.Information, Message = "The stream broke off; dialling again in {Pause}")]
    public static partial void Broken(this ILogger log, TimeSpan pause);

    [LoggerMessage(EventId = 1114, Level = LogLevel.Information,
        Message = "The control plane at {Endpoint} takes its agents one after the other and named a time for this one; dialling again in {Pause}")]
    public static partial void ToldToWait(this ILogger log, string endpoint, TimeSpan pause);

    [LoggerMessage(EventId = 1120, Level = LogLevel.Warning,
        Message = "The name {Host} cannot be resolved. Check ControlPlane:Endpoint and this machine's DNS. Next attempt in {Pause}")]
    public static partial void NameNotFound(this ILogger log, string host, TimeSpan pause);

    [LoggerMessage(EventId = 1121, Level = LogLevel.Warning,
        Message = "Nothing listens at {Endpoint}: the connection was refused. Check host and port of ControlPlane:Endpoint, and whether the control plane runs. Next attempt in {Pause}")]
    public static partial void ConnectionRefused(this ILogger log, string endpoint, TimeSpan pause);

    [LoggerMessage(EventId = 1122, Level = LogLevel.Warning,
        Message = "{Endpoint} cannot be reached ({Route}). Check that the firewall lets this machine out to it, or set ControlPlane:Proxy. Next attempt in {Pause}")]
    public static partial void Unreachable(this ILogger log, string endpoint, string route, TimeSpan pause);

    [LoggerMessage(EventId = 1123, Level = LogLevel.Warning,
        Message = "The control plane at {Endpoint} cannot serve now; it usually passes. Next attempt in {Pause}")]
    public static partial void Unavailable(this ILogger log, string endpoint, TimeSpan pause);

    [LoggerMessage(EventId = 1124, Level = LogLevel.Warning,
        Message = "The proxy {Proxy} cannot be reached. Check ControlPlane:Proxy (or HTTPS_PROXY). Next attempt in {Pause}")]
    public static partial void ProxyUnreachable(this ILogger log, string proxy, TimeSpan pause);

    [LoggerMessage(EventId = 1130, Level = LogLevel.Error,
        Message = "The proxy {Proxy} opens no tunnel to {Endpoint}. Allow CONNECT to it in the proxy's rules. Next attempt in {Pause}")]
    public static partial void ProxyRefused(this ILogger log, string proxy, string endpoint, TimeSpan pause);

    [LoggerMessage(EventId = 1131, Level = LogLevel.Error,
        Message = "The proxy {Proxy} does not accept this agent's user and password, or was given none. Set them in ControlPlane:Proxy (http://user:password@host:port). Next attempt in {Pause}")]
    public static partial void ProxyWantsAuthentication(this ILogger log, string proxy, TimeSpan pause);

    [LoggerMessage(EventId = 1132, Level = LogLevel.Error,
        Message = "{Endpoint} does not speak TLS ({Route}); nothing was sent. Point ControlPlane:Endpoint at the control plane's https port. Next attempt in {Pause}")]
    public static partial void TlsNotSpoken(this ILogger log, string endpoint, string route, TimeSpan pause);

    [LoggerMessage(EventId = 1133, Level = LogLevel.Error,
        Message = "The certificate of {Endpoint} comes from an authority that is not trusted here; nothing was sent. Set ControlPlane:CaFile to the authority's certificate, or to that of a proxy that inspects TLS. Next attempt in {Pause}")]
    public static partial void TlsUntrusted(this ILogger log, string endpoint, TimeSpan pause);

    [LoggerMessage(EventId = 1134, Level = LogLevel.Error,
        Message = "The certificate is not for {Host}; nothing was sent. Use the name that the certificate has in ControlPlane:Endpoint, or have the certificate extended. Next attempt in {Pause}")]
    public static partial void TlsWrongHost(this ILogger log, string host, TimeSpan pause);

    [LoggerMessage(EventId = 1135, Level = LogLevel.Error,
        Message = "The certificate of {Endpoint} has expired or is not valid yet; nothing was sent. Renew it, or check this machine's clock. Next attempt in {Pause}")]
    public static partial void TlsOutOfDate(this ILogger log, string endpoint, TimeSpan pause);

    [LoggerMessage(EventId = 1136, Level = LogLevel.Error,
        Message = "{Endpoint} does not speak HTTP/2 ({Route}). Something between, a proxy that inspects TLS or a load balancer, must let HTTP/2 through. Next attempt in {Pause}")]
    public static partial void Http2NotSpoken(this ILogger log, string endpoint, string route, TimeSpan pause);

    [LoggerMessage(EventId = 1137, Level = LogLevel.Error,
        Message = "{Endpoint} answers, but not as a control plane. Check host and port of ControlPlane:Endpoint, and what stands in front of the control plane. Next attempt in {Pause}")]
    public static partial void NotAControlPlane(this ILogger log, string endpoint, TimeSpan pause);

    [LoggerMessage(EventId = 1138, Level = LogLevel.Error,
        Message = "{Endpoint} does not keep to the protocol. Check that agent and control plane are at most one version apart. Next attempt in {Pause}")]
    public static partial void ProtocolBroken(this ILogger log, string endpoint, TimeSpan pause);

    [LoggerMessage(EventId = 1139, Level = LogLevel.Error,
        Message = "{Endpoint} speaks TLS, but the handshake failed ({Route}); nothing was sent. It may allow no TLS version or cipher of this machine, or want a client certificate, which the agent has none of. Next attempt in {Pause}")]
    public static partial void TlsHandshakeFailed(this ILogger log, string endpoint, string route, TimeSpan pause);

    [LoggerMessage(EventId = 1140, Level = LogLevel.Error,
        Message = "The agent's token cannot be read, or is none. Check ControlPlane:TokenFile (or Token). Next attempt in {Pause}")]
    public static partial void TokenUnusable(this ILogger log, TimeSpan pause);

    [LoggerMessage(EventId = 1141, Level = LogLevel.Error,
        Message = "ControlPlane:CaFile cannot be read, or holds no certificate in PEM form. Next attempt in {Pause}")]
    public static partial void CaUnusable(this ILogger log, TimeSpan pause);

    [LoggerMessage(EventId = 1150, Level = LogLevel.Error,
        Message = "The control plane got no token. Something between removes the authorization header. Next attempt in {Pause}")]
    public static partial void TokenMissing(this ILogger log, TimeSpan pause);

    [LoggerMessage(EventId = 1151, Level = LogLevel.Error,
        Message = "The control plane does not know this token: it is damaged, or of another control plane. Put the agent's own token into ControlPlane:TokenFile. Next attempt in {Pause}")]
    public static partial void TokenInvalid(this ILogger log, TimeSpan pause);

    [LoggerMessage(EventId = 1152, Level = LogLevel.Error,
        Message = "The agent's token has expired. issue a new one (freehold agents token) and replace ControlPlane:TokenFile. Next attempt in {Pause}")]
    public static partial void TokenExpired(this ILogger log, TimeSpan pause);

    [LoggerMessage(EventId = 1153, Level = LogLevel.Error,
        Message = "The agent's token was revoked. If that was not meant, issue a new one (freehold agents token) and replace ControlPlane:TokenFile. Next attempt in {Pause}")]
    public static partial void TokenRevoked(this ILogger log, TimeSpan pause);

    [LoggerMessage(EventId = 1154, Level = LogLevel.Error,
        Message = "The token belongs to another agent. Make Agent:Label and the token of the same agent. Next attempt in {Pause}")]
    public static partial void TokenOfAnotherAgent(this ILogger log, TimeSpan pause);

    [LoggerMessage(EventId = 1155, Level = LogLevel.Error,
        Message = "This agent was removed from the control plane. Uninstall it, or add it again and use its new token. Next attempt in {Pause}")]
    public static partial void AgentRemoved(this ILogger log, TimeSpan pause);

    [LoggerMessage(EventId = 1156, Level = LogLevel.Warning,
        Message = "Another stream of the same replica took this one's place. If it happens again and again, two agents share label and Agent:ReplicaId: give each its own. Next attempt in {Pause}")]
    public static partial void SessionReplaced(this ILogger log, TimeSpan pause);

    [LoggerMessage(EventId = 1157, Level = LogLevel.Error,
        Message = "The control plane does not speak with agent version {AgentVersion} any more. Upgrade the agent. Next attempt in {Pause}")]
    public static partial void VersionRefused(this ILogger log, string agentVersion, TimeSpan pause);

    [LoggerMessage(EventId = 1159, Level = LogLevel.Warning,
        Message = "The organization's entitlement has no room for another replica: this one cannot stand by. Set fewer replicas, or ask the vendor for more. Next attempt in {Pause}")]
    public static partial void ReplicasExhausted(this ILogger log, TimeSpan pause);

    [LoggerMessage(EventId = 1158, Level = LogLevel.Error,
        Message = "{Endpoint} refuses without a reason that a control plane would give: something in front of it wants another authentication. Next attempt in {Pause}")]
    public static partial void RefusedWithoutReason(this ILogger log, string endpoint, TimeSpan pause);
}
