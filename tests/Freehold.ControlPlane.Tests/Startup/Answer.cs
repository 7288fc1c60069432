using System.Net;
using System.Text.Json.Nodes;
using Freehold.Testing;

namespace Freehold.ControlPlane.Tests.Startup;

/// <summary>What a request came back with, read to its end.</summary>
internal sealed record Answer(HttpStatusCode Status, string Text, string? ContentType, IReadOnlyDictionary<string, string> Headers)
{
    public JsonObject Json => JsonNode.Parse(Text)!.AsObject();

    public JsonArray Items => Json["items"]!.AsArray();

    /// <summary>Name of the problem: its type without the prefix.</summary>
    public string? Problem => ContentType == "application/problem+json" ? ((string)Json["type"]!)["urn:freehold:problem:".Length..] : null;

    public static async Task<Answer> OfAsync(HttpResponseMessage response)
    {
        using (response)
        {
            return new(response.StatusCode, await response.Content.ReadAsStringAsync().InTime(), response.Content.Headers.ContentType?.MediaType,
                response.Headers.ToDictionary(header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase));
        }
    }
}
