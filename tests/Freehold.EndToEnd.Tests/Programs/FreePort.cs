using System.Net;
using System.Net.Sockets;

namespace Freehold.EndToEnd.Tests.Programs;

/// <summary>A port that was free a moment ago: a control plane that is started again has to be found at the same place.</summary>
internal static class FreePort
{
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
