using System.Globalization;
using System.Text.Json;

namespace Freehold.Cli.Api;

/// <summary>Lists of the API, which come a page at a time.</summary>
internal static class Pages
{
    private const int LargestPage = 100;

    /// <summary>Reads pages until there are <paramref name="atMost"/> entries or no more.</summary>
    public static async Task<IReadOnlyList<JsonElement>> ReadAsync(
        FreeholdApi api, string path, string filter, int atMost, CancellationToken cancellationToken)
    {
        var entries = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var size = Math.Min(atMost - entries.Count, LargestPage).ToString(CultureInfo.InvariantCulture);
            var query = Query.Of(("limit", size), ("cursor", cursor));
            var page = Json.Read<PageView>(await api.GetAsync($"{path}?{query}{(filter.Length > 0 ? "&" : "")}{filter}", cancellationToken));

            entries.AddRange(page.Items.Take(atMost - entries.Count));
            cursor = page.NextCursor;
        }
        while (!string.IsNullOrEmpty(cursor) && entries.Count < atMost);

        return entries;
    }

    private sealed record PageView(IReadOnlyList<JsonElement> Items, string? NextCursor);
}
