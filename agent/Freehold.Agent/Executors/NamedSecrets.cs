using System.Text.Json;
using Freehold.JobContract.Documents;

namespace Freehold.Agent.Executors;

/// <summary>Finds the secrets that a job document names: <c>{"secret": "name/key"}</c>, wherever it stands.</summary>
internal static class NamedSecrets
{
    /// <summary>The environment variables that hold them, each once.</summary>
    /// <param name="document">A job document in canonical JSON.</param>
    public static IReadOnlyCollection<string> VariablesOf(string document)
    {
        using var json = JsonDocument.Parse(document);
        var variables = new HashSet<string>(StringComparer.Ordinal);
        Collect(json.RootElement, variables);
        return variables;
    }

    private static void Collect(JsonElement element, HashSet<string> variables)
    {
        if (element.ValueKind is JsonValueKind.Array)
        {
            foreach (var child in element.EnumerateArray())
                Collect(child, variables);
        }
        else if (element.ValueKind is JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
            {
                if (property.NameEquals("secret") && property.Value.ValueKind is JsonValueKind.String
                    && SecretName.TryParse(property.Value.GetString()!, out var secret))
                    variables.Add(secret!.EnvironmentVariable);
                Collect(property.Value, variables);
            }
        }
    }
}
