using System.Net;
using System.Net.Sockets;

namespace Freehold.Testing.ObjectStores;

/// <summary>Finds ports for servers that cannot choose one themselves.</summary>
internal static class FreePort
{
    /// <summary>A port of the loopback that nobody listened on a moment ago.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
