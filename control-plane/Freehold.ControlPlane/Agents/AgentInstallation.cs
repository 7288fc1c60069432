using Freehold.ControlPlane.Database;
using Freehold.ControlPlane.Endpoint;
using Freehold.ControlPlane.Identity;
using Microsoft.Extensions.Options;

namespace Freehold.ControlPlane.Agents;

/// <summary>Asks for a new agent.</summary>
public sealed record NewAgent
{
    /// <summary>Its label: 1 to 63 lower-case letters, digits and hyphens, not at the ends. Never changes.</summary>
    public required string Label { get; init; }
}

/// <summary>All that is needed to install an agent. Holds its token, which is shown this once.</summary>
/// <param name="Id">Of the agent.</param>
/// <param name="Label">Of the agent.</param>
/// <param name="Endpoint">Where it dials.</param>
/// <param name="Token">Its token.</param>
/// <param name="TokenId">What a revocation names.</param>
/// <param name="TokenExpiresAt">When the token stops to be good by itself.</param>
/// <param name="Environment">
/// Settings for an agent with the process executor, one a line as NAME=value; <c>ca.pem</c> is to hold the authority.
/// </param>
/// <param name="Authority">
/// PEM of the authority that signed the endpoint's certificate, where that is a private one of ours; absent otherwise.
/// </param>
public sealed record AgentInstallation(
    Guid Id, string Label, Uri Endpoint, string Token, Guid TokenId, DateTimeOffset TokenExpiresAt,
    IReadOnlyList<string> Environment, string? Authority = null);

/// <summary>Writes the installation of an agent.</summary>
internal sealed class AgentInstallationWriter(BoundAddress address, IOptions<EndpointOptions> endpoint, IOptions<DatabaseOptions> database)
{
    public AgentInstallation Write(Guid agentId, string label, IssuedAgentToken token)
    {
        var authority = endpoint.Value.Certificate is null
            ? File.ReadAllText(PrivateAuthority.AuthorityFileIn(database.Value.StatePath("")))
            : null;
        var dial = address.Public.GetLeftPart(UriPartial.Authority);

        List<string> environment =
        [
            $"FREEHOLD_AGENT__LABEL={label}",
            "FREEHOLD_AGENT__STATEDIRECTORY=.freehold-agent",
            $"FREEHOLD_CONTROLPLANE__ENDPOINT={dial}",
            $"FREEHOLD_CONTROLPLANE__TOKEN={token.Token}",
        ];
        if (authority is not null)
            environment.Add("FREEHOLD_CONTROLPLANE__CAFILE=ca.pem");

        return new(agentId, label, address.Public, token.Token, token.Id, token.ExpiresAt, environment, authority);
    }
}
