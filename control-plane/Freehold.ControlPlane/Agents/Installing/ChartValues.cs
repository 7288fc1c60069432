using System.Text;
using System.Text.Json;

namespace Freehold.ControlPlane.Agents.Installing;

/// <summary>Writes a values file of the agent's chart: what the control plane knows, and nothing that is the customer's to say.</summary>
internal static class ChartValues
{
    /// <param name="label">The agent's label.</param>
    /// <param name="size">Its replicas, and the size of each.</param>
    /// <param name="registry">Where the images are.</param>
    /// <param name="endpoint">Where the agent dials.</param>
    /// <param name="authority">PEM of the authority that vouches for the endpoint, if it is a private one.</param>
    /// <param name="token">The agent's token; null when it is not known any more.</param>
    public static string Write(string label, AgentSize size, string registry, Uri endpoint, string? authority, string? token)
    {
        var yaml = new StringBuilder();
        yaml.Append("# Made by the control plane for the agent ").Append(label)
            .Append(". It can be made anew at any time: keep your own values in another file,\n# and give it to Helm after this one.\n");
        yaml.Append("label: ").AppendLine(Text(label));
        yaml.Append("image:\n  registry: ").AppendLine(Text(registry));
        yaml.Append("controlPlane:\n  endpoint: ").AppendLine(Text(endpoint.GetLeftPart(UriPartial.Authority)));
        if (authority is not null)
            yaml.Append("  caBundle:\n    pem: |\n").Append(Block(authority));
        yaml.Append("credentials:\n").Append(token is null
            ? "  # The token is shown when it is made. Make another one (freehold agents token), or name a Secret that holds one.\n  existingSecret: \"\"\n"
            : $"  # A secret: this file is to be kept as passwords are.\n  token: {Text(token)}\n");
        yaml.Append("replicas: ").Append(size.Replicas).Append("\nsize: ").Append(size.Size).Append('\n');
        return yaml.Replace("\r\n", "\n").ToString();
    }

    // Every JSON string is a YAML one.
    private static string Text(string value) => JsonSerializer.Serialize(value, JsonSerializerOptions.Web);

    private static string Block(string text) =>
        string.Concat(text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(line => $"      {line}\n"));
}
