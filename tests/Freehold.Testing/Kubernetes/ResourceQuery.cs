using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Freehold.Testing.Kubernetes;

/// <summary>The part of a list or watch request that selects objects.</summary>
internal sealed class ResourceQuery(IQueryCollection query)
{
    private readonly (string Key, string Value)[] _labels = Parse(query["labelSelector"]);
    private readonly (string Key, string Value)[] _fields = Parse(query["fieldSelector"]);

    public bool Selects(JsonObject value) =>
        Array.TrueForAll(_labels, label => (string?)value["metadata"]?["labels"]?[label.Key] == label.Value)
        && Array.TrueForAll(_fields, field => (string?)Field(value, field.Key) == field.Value);

    private static (string Key, string Value)[] Parse(string? selector) =>
        [.. (selector ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2)).Select(part => (part[0], part[1]))];

    private static JsonNode? Field(JsonObject value, string path)
    {
        JsonNode? node = value;
        foreach (var part in path.Split('.'))
            node = node?[part];
        return node;
    }
}
