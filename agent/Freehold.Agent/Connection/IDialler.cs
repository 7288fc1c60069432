namespace Freehold.Agent.Connection;

/// <summary>Makes the connection for one stream: the seam between the protocol and the network.</summary>
internal interface IDialler
{
    /// <summary>The control plane's address.</summary>
    Uri Endpoint { get; }

    /// <summary>Host and port of the proxy that is used; null when none is.</summary>
    string? Proxy { get; }

    /// <summary>Prepares a connection; it connects at the first call, and is gone when disposed.</summary>
    /// <param name="tls">Told what the handshake finds.</param>
    /// <exception cref="CannotDialException">The file of certificate authorities cannot be read.</exception>
    DialledConnection Open(TlsObservation tls);
}
