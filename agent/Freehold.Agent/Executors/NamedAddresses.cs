using System.Text.Json;

namespace Freehold.Agent.Executors;

/// <summary>Finds the addresses that a job document names, wherever they stand: its worker gets the connections for these and no others.</summary>
internal static class NamedAddresses
{
    private static readonly string[] Schemes = ["s3://", "az://", "gs://"];

    /// <summary>The addresses, each once.</summary>
    /// <param name="document">A job document in canonical JSON.</param>
    public static IReadOnlyCollection<string> Of(string document)
    {
        using var json = JsonDocument.Parse(document);
        var addresses = new HashSet<string>(StringComparer.Ordinal);
        Collect(json.RootElement, addresses);
        return addresses;
    }

    private static void Collect(JsonElement element, HashSet<string> addresses)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var child in element.EnumerateArray())
                    Collect(child, addresses);
                break;
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                    Collect(property.Value, addresses);
                break;
            case JsonValueKind.String when element.GetString() is { } text && Array.Exists(Schemes, scheme => text.StartsWith(scheme, StringComparison.Ordinal)):
                addresses.Add(text);
                break;
        }
    }
}
