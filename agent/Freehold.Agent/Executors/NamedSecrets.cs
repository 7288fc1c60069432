using System.Text.Json;
using Freehold.JobContract.Documents;

namespace Freehold.Agent.Executors;

/// <summary>Finds the secrets that a job document names: <c>{"secret": "name/key"}</c>, wherever it stands.</summary>
internal static class NamedSecrets
{
    /// <summary>The environment variables that hold them, each once.</summary>
    /// <param name="document">A job document in canonical JSON.</param>
    public static IReadOnlyCollection<string> VariablesOf(string document) =>
        [.. Of(document).Select(secret => secret.EnvironmentVariable).Distinct(StringComparer.Ordinal)];

    /// <summary>The secrets, each once.</summary>
    /// <param name="document">A job document in canonical JSON.</param>
    public static IReadOnlyCollection<SecretName> Of(string document)
    {
        using var json = JsonDocument.Parse(document);
        var secrets = new HashSet<SecretName>();
        Collect(json.RootElement, secrets);
        return secrets;
    }

    private static void Collect(JsonElement element, HashSet<SecretName> secrets)
    {
        if (element.ValueKind is JsonValueKind.Array)
        {
            foreach (var child in element.EnumerateArray())
                Collect(child, secrets);
        }
        else if (element.ValueKind is JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
            {
                if (property.NameEquals("secret") && property.Value.ValueKind is JsonValueKind.String
                    && SecretName.TryParse(property.Value.GetString()!, out var secret))
                    secrets.Add(secret!);
                Collect(property.Value, secrets);
            }
        }
    }
}
