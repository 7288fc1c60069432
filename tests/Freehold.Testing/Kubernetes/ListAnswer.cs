using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Freehold.Testing.Kubernetes;

/// <summary>Answers a list: whole, or page by page with a token that remembers the version and where it was.</summary>
internal static class ListAnswer
{
    public static JsonObject Of(ObjectStore store, string resource, string @namespace, IQueryCollection query)
    {
        lock (store.Gate)
        {
            var version = store.Version;
            var after = "";
            if ((string?)query["continue"] is { Length: > 0 } token)
            {
                (version, after) = Read(token);
                if (store.HasForgotten(version))
                    throw new ApiRefusedException(new(410, "Expired", "The provided continue parameter is too old to display a consistent list result."));
            }

            var selected = new ResourceQuery(query);
            int? limit = int.TryParse(query["limit"], CultureInfo.InvariantCulture, out var most) && most > 0 ? most : null;
            var (page, rest) = store.Page(resource, @namespace, after, selected.Selects, limit);

            var metadata = new JsonObject { ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture) };
            if (rest > 0)
            {
                metadata["continue"] = Write(version, (string)page[^1]["metadata"]!["name"]!);
                metadata["remainingItemCount"] = rest;
            }

            return new() { ["kind"] = "List", ["apiVersion"] = "v1", ["metadata"] = metadata, ["items"] = new JsonArray([.. page]) };
        }
    }

    private static string Write(long version, string last) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(new JsonObject { ["rv"] = version, ["start"] = last }.ToJsonString()));

    private static (long Version, string After) Read(string token)
    {
        var json = JsonNode.Parse(Convert.FromBase64String(token))!;
        return ((long)json["rv"]!, (string)json["start"]!);
    }
}
