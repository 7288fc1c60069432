using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Freehold.Testing.Kubernetes;

/// <summary>Answers a watch: one JSON object a line, until the client leaves, the time is over, or the test ends it.</summary>
internal sealed class WatchAnswer(ObjectStore store, ApiFaults faults, string resource, string @namespace, HttpContext call)
{
    private readonly ResourceQuery _query = new(call.Request.Query);
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    public async Task WriteAsync()
    {
        call.Response.ContentType = "application/json";
        using var over = CancellationTokenSource.CreateLinkedTokenSource(call.RequestAborted, faults.WatchesDropped);
        if (int.TryParse(call.Request.Query["timeoutSeconds"], CultureInfo.InvariantCulture, out var seconds))
            over.CancelAfter(TimeSpan.FromSeconds(seconds));

        try
        {
            await FollowAsync(over.Token);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            if (faults.WatchesBreak)
                call.Abort();
        }
    }

    private async Task FollowAsync(CancellationToken over)
    {
        var at = await BeginAsync(over);
        while (at >= 0)
        {
            var changed = store.Changed;
            foreach (var change in store.Since(at, resource))
            {
                at = change.Version;
                await TellAsync(change.Type, change.Object, over);
            }

            if (store.HasForgotten(at))
                at = store.Version;
            await changed.WaitAsync(over);
        }
    }

    // Without a version: first everything that there is, then what changes.
    private async Task<long> BeginAsync(CancellationToken over)
    {
        var asked = (string?)call.Request.Query["resourceVersion"];
        if (long.TryParse(asked, CultureInfo.InvariantCulture, out var version) && version > 0)
        {
            if (!store.HasForgotten(version))
            {
                await call.Response.Body.FlushAsync(over);
                return version;
            }

            await LineAsync("ERROR", ApiStatus.Expired(version, store.Version).ToJson(), over);
            return -1;
        }

        var (all, from) = Snapshot();
        foreach (var each in all)
            await TellAsync("ADDED", each, over);
        if (call.Request.Query["sendInitialEvents"] == "true")
            await LineAsync("BOOKMARK", Bookmark(from, initialEventsEnd: true), over);
        await call.Response.Body.FlushAsync(over);
        return from;
    }

    private (IReadOnlyList<JsonObject> All, long Version) Snapshot()
    {
        lock (store.Gate)
            return (store.All(resource, @namespace), store.Version);
    }

    private async Task TellAsync(string type, JsonObject value, CancellationToken over)
    {
        if ((string?)value["metadata"]!["namespace"] != @namespace)
            return;

        if (_query.Selects(value))
        {
            _told.Add((string)value["metadata"]!["uid"]!);
            await LineAsync(type, value, over);
        }
        else if (_told.Remove((string)value["metadata"]!["uid"]!))
        {
            // It does not match any more: for this watch it is gone.
            await LineAsync("DELETED", value, over);
        }
        else if (call.Request.Query["allowWatchBookmarks"] == "true")
        {
            await LineAsync("BOOKMARK", Bookmark(long.Parse((string)value["metadata"]!["resourceVersion"]!, CultureInfo.InvariantCulture), initialEventsEnd: false), over);
        }
    }

    private JsonObject Bookmark(long version, bool initialEventsEnd)
    {
        var metadata = new JsonObject { ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture), ["creationTimestamp"] = null };
        if (initialEventsEnd)
            metadata["annotations"] = new JsonObject { ["k8s.io/initial-events-end"] = "true" };
        var bookmark = new JsonObject { ["kind"] = "Bookmark", ["metadata"] = metadata };
        // Typed objects come whole, if empty: what is required is there.
        if (resource is "jobs")
            bookmark["spec"] = new JsonObject { ["template"] = new JsonObject() };
        else if (resource is "pods")
            bookmark["spec"] = new JsonObject { ["containers"] = null };
        else if (resource is "events")
            bookmark["involvedObject"] = new JsonObject();
        return bookmark;
    }

    private async Task LineAsync(string type, JsonObject value, CancellationToken over)
    {
        var line = new JsonObject { ["type"] = type, ["object"] = value.DeepClone() }.ToJsonString() + "\n";
        await call.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(line), over);
        await call.Response.Body.FlushAsync(over);
        if (type is "BOOKMARK")
            faults.CountBookmark();
    }
}
