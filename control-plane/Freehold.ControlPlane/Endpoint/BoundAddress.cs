using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Freehold.ControlPlane.Endpoint;

/// <summary>The address by which agents and people reach this control plane.</summary>
internal sealed class BoundAddress(IOptions<EndpointOptions> endpoint, IServer server)
{
    /// <summary>The public address, else the one that is listened on. Known once the host has started.</summary>
    public Uri Public => endpoint.Value.PublicAddress ?? Listening;

    /// <summary>The one that is listened on, with its real port.</summary>
    public Uri Listening => new(server.Features.Get<IServerAddressesFeature>()!.Addresses.First());
}
