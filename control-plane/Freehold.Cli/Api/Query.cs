namespace Freehold.Cli.Api;

/// <summary>Query strings of the API.</summary>
internal static class Query
{
    /// <summary><c>state=running&amp;agent=eu-bank</c>; names without a value are left out.</summary>
    public static string Of(params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var query = new List<string>();
        foreach (var (name, value) in parameters)
        {
            if (!string.IsNullOrEmpty(value))
                query.Add($"{name}={Uri.EscapeDataString(value)}");
        }

        return string.Join('&', query);
    }
}
