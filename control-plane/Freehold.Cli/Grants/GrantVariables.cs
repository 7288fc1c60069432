using System.Text;

namespace Freehold.Cli.Grants;

/// <summary>A connection's settings as environment variables: those that the stores' own tools read, and Freehold's own.</summary>
internal static class GrantVariables
{
    private static readonly Dictionary<string, string> OfTools = new(StringComparer.OrdinalIgnoreCase)
    {
        ["AccessKeyId"] = "AWS_ACCESS_KEY_ID",
        ["SecretAccessKey"] = "AWS_SECRET_ACCESS_KEY",
        ["SessionToken"] = "AWS_SESSION_TOKEN",
        ["Region"] = "AWS_REGION",
        ["Endpoint"] = "AWS_ENDPOINT_URL_S3",
        ["Sas"] = "AZURE_STORAGE_SAS_TOKEN",
    };

    /// <summary>The variables, in the order of their names.</summary>
    public static SortedDictionary<string, string> Of(IReadOnlyDictionary<string, string> settings)
    {
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var isS3 = settings.Keys.Any(key => string.Equals(key, "AccessKeyId", StringComparison.OrdinalIgnoreCase));
        foreach (var (key, value) in settings)
        {
            variables[$"FREEHOLD_BUCKETS__GRANT__{key.ToUpperInvariant()}"] = value;
            if (OfTools.TryGetValue(key, out var tool) && isS3 == tool.StartsWith("AWS_", StringComparison.Ordinal))
                variables[tool] = value;
        }

        // az://account/container/…
        if (settings.TryGetValue("Match", out var match) && match.StartsWith("az://", StringComparison.Ordinal))
            variables["AZURE_STORAGE_ACCOUNT"] = match["az://".Length..].Split('/')[0];

        return variables;
    }

    /// <summary>As lines for <c>eval</c> or <c>source</c>.</summary>
    public static string AsShell(SortedDictionary<string, string> variables)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in variables)
            text.Append("export ").Append(name).Append("='").Append(value.Replace("'", "'\\''", StringComparison.Ordinal)).Append("'\n");
        return text.ToString();
    }
}
