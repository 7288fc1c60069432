namespace Freehold.ControlPlane.Agents.Installing;

/// <summary>How an agent is installed in Kubernetes.</summary>
/// <param name="Command">
/// Installs the agent, or brings it to these values: to be run where <c>values.yaml</c> lies. The agent's label is the release's name.
/// </param>
/// <param name="Values">
/// Contents of <c>values.yaml</c>. Values of the customer's own go into another file that is given after it.
/// </param>
/// <param name="HasToken">Whether the values hold the agent's token. It is in the answer that makes it and in no other.</param>
public sealed record HelmInstallation(string Command, string Values, bool HasToken);
