using Freehold.ControlPlane.Database;
using Freehold.ControlPlane.Endpoint;
using Freehold.ControlPlane.Identity;
using Microsoft.Extensions.Options;

namespace Freehold.ControlPlane.Agents.Installing;

/// <summary>Writes the installation of an agent.</summary>
internal sealed class AgentInstallationWriter(
    BoundAddress address, IOptions<EndpointOptions> endpoint, IOptions<DatabaseOptions> database, IOptions<InstallationOptions> places)
{
    private static readonly string Version = typeof(AgentInstallationWriter).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <summary>With a token that was just made.</summary>
    public AgentInstallation Write(Guid agentId, string label, AgentSize size, IssuedAgentToken token)
    {
        var authority = Authority();
        List<string> environment =
        [
            $"FREEHOLD_AGENT__LABEL={label}",
            "FREEHOLD_AGENT__STATEDIRECTORY=.freehold-agent",
            $"FREEHOLD_CONTROLPLANE__ENDPOINT={address.Public.GetLeftPart(UriPartial.Authority)}",
            $"FREEHOLD_CONTROLPLANE__TOKEN={token.Token}",
        ];
        if (authority is not null)
            environment.Add("FREEHOLD_CONTROLPLANE__CAFILE=ca.pem");

        return new(
            agentId, label, address.Public, token.Token, token.Id, token.ExpiresAt, environment, authority,
            Helm(label, size, authority, token.Token));
    }

    /// <summary>Without a token, for looking at it later.</summary>
    /// <returns>Null while nobody has said where chart and images are.</returns>
    public HelmInstallation? WriteHelm(string label, AgentSize size) => Helm(label, size, Authority(), token: null);

    private HelmInstallation? Helm(string label, AgentSize size, string? authority, string? token)
    {
        if (places.Value is not { Chart: { } chart, ImageRegistry: { } registry })
            return null;

        var version = places.Value.ChartVersion ?? Version;
        return new(
            $"helm upgrade --install {label} {chart} --version {version} --namespace freehold --create-namespace -f values.yaml",
            ChartValues.Write(label, size, registry, address.Public, authority, token),
            HasToken: token is not null);
    }

    private string? Authority() => endpoint.Value.Certificate is null
        ? File.ReadAllText(PrivateAuthority.AuthorityFileIn(database.Value.StatePath("")))
        : null;
}
