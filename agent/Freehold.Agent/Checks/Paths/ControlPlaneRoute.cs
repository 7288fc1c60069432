using System.Net;
using Freehold.Agent.Connection;

namespace Freehold.Agent.Checks.Paths;

/// <summary>The way to the control plane: straight, or through a proxy. The same that a stream takes.</summary>
/// <param name="Endpoint">The control plane.</param>
/// <param name="Proxy">The proxy, without user and password; null when none is used.</param>
/// <param name="Credential">What the proxy is told; null for nothing.</param>
internal sealed record ControlPlaneRoute(Uri Endpoint, Uri? Proxy, NetworkCredential? Credential)
{
    /// <summary>The first host on the way.</summary>
    public Uri First => Proxy ?? Endpoint;

    /// <summary>Endpoint and port, for evidence.</summary>
    public string EndpointName => $"{Endpoint.Host}:{Endpoint.Port}";

    public static ControlPlaneRoute Of(ControlPlaneOptions options)
    {
        var endpoint = options.Endpoint!;
        var proxy = options.Proxy is { } own ? new ConnectProxy(own) : HttpClient.DefaultProxy;
        return proxy.IsBypassed(endpoint) || proxy.GetProxy(endpoint) is not { } address
            ? new(endpoint, null, null)
            : new(endpoint, address, proxy.Credentials?.GetCredential(address, "Basic"));
    }
}
