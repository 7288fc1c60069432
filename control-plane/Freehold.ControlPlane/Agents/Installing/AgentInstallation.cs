namespace Freehold.ControlPlane.Agents.Installing;

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
/// <param name="Helm">How it is installed in Kubernetes; absent while the control plane is not told where chart and images are.</param>
public sealed record AgentInstallation(
    Guid Id, string Label, Uri Endpoint, string Token, Guid TokenId, DateTimeOffset TokenExpiresAt,
    IReadOnlyList<string> Environment, string? Authority = null,
    HelmInstallation? Helm = null);
