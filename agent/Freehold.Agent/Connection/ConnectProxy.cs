using System.Net;

namespace Freehold.Agent.Connection;

/// <summary>A proxy for every connection, whatever lists of exceptions the system keeps.</summary>
internal sealed class ConnectProxy : IWebProxy
{
    private readonly Uri _address;

    /// <param name="address">With user and password, if the proxy wants them.</param>
    public ConnectProxy(Uri address)
    {
        _address = new UriBuilder(address.Scheme, address.Host, address.Port).Uri;
        if (address.UserInfo.Length == 0)
            return;

        var parts = address.UserInfo.Split(':', 2);
        Credentials = new NetworkCredential(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
    }

    public ICredentials? Credentials { get; set; }

    public Uri GetProxy(Uri destination) => _address;

    public bool IsBypassed(Uri host) => false;
}
