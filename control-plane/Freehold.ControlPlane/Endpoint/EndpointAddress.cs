using System.Net;

namespace Freehold.ControlPlane.Endpoint;

/// <summary>Where to listen.</summary>
internal static class EndpointAddress
{
    /// <summary>Reads an IP address or <c>localhost</c> (which is 127.0.0.1 here) and the port of an address.</summary>
    public static bool TryParse(Uri address, out IPEndPoint? endpoint)
    {
        endpoint = null;
        var host = address.Host is "localhost" ? "127.0.0.1" : address.Host.Trim('[', ']');
        if (!IPAddress.TryParse(host, out var ip))
            return false;

        endpoint = new(ip, address.Port);
        return true;
    }
}
