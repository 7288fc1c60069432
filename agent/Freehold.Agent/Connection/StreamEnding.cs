namespace Freehold.Agent.Connection;

/// <summary>Why a stream ended, or did not begin: a closed list. Anything else is a bug and throws.</summary>
internal enum StreamEnding
{
    /// <summary>The agent is stopping.</summary>
    AgentStopping,

    /// <summary>The control plane closed the stream in good order.</summary>
    ClosedByControlPlane,

    /// <summary>The control plane said <c>go_away</c>.</summary>
    ToldToGo,

    /// <summary>The control plane cannot take the agent now and named a time.</summary>
    ToldToWait,

    /// <summary>Nothing, not even a heartbeat, came for as long as was agreed.</summary>
    Silent,

    /// <summary>The network or the control plane broke the stream off.</summary>
    Broken,

    /// <summary>The endpoint's name is unknown.</summary>
    NameNotFound,

    /// <summary>Nothing listens at the endpoint.</summary>
    ConnectionRefused,

    /// <summary>No connection came about in time, or there is no way there.</summary>
    Unreachable,

    /// <summary>The control plane is there but cannot serve now.</summary>
    Unavailable,

    /// <summary>The proxy's name is unknown, or nothing listens there.</summary>
    ProxyUnreachable,

    /// <summary>The proxy opens no tunnel to the endpoint.</summary>
    ProxyRefused,

    /// <summary>The proxy wants a user and a password, or other ones.</summary>
    ProxyWantsAuthentication,

    /// <summary>The endpoint's port does not speak TLS.</summary>
    TlsNotSpoken,

    /// <summary>The endpoint speaks TLS, but both sides found no common way of it.</summary>
    TlsHandshakeFailed,

    /// <summary>The certificate's authority is not trusted.</summary>
    TlsUntrusted,

    /// <summary>The certificate is for another host.</summary>
    TlsWrongHost,

    /// <summary>The certificate has expired, or is not valid yet.</summary>
    TlsOutOfDate,

    /// <summary>The endpoint speaks TLS but not HTTP/2.</summary>
    Http2NotSpoken,

    /// <summary>The endpoint speaks HTTP/2 but is no control plane.</summary>
    NotAControlPlane,

    /// <summary>The control plane broke the rules of the protocol.</summary>
    ProtocolBroken,

    /// <summary>The control plane does not accept this agent; the reason is in <see cref="FinishedStream.Refusal"/>.</summary>
    Refused,

    /// <summary>The agent's token cannot be read.</summary>
    TokenUnusable,

    /// <summary>The file of certificate authorities cannot be read.</summary>
    CaUnusable,
}
