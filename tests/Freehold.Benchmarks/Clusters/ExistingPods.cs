using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Freehold.Agent.Assignments;
using Freehold.Agent.Executors.Kubernetes;
using Freehold.Testing.Kubernetes;

namespace Freehold.Benchmarks.Clusters;

/// <summary>Pods that are there already when an agent comes: copies of one that a real cluster ran, each of an attempt of its own.</summary>
internal static class ExistingPods
{
    public static void Put(ObjectStore store, string @namespace, string agent, int count)
    {
        var recorded = ReadRecorded();
        for (var pod = 0; pod < count; pod++)
        {
            var attempt = new AttemptId(Guid.CreateVersion7(), 1);
            var copy = recorded.DeepClone().AsObject();
            var metadata = copy["metadata"]!.AsObject();
            metadata["namespace"] = @namespace;
            metadata["name"] = string.Create(CultureInfo.InvariantCulture, $"{AttemptNames.Of(attempt)}-{pod % 100_000:d5}");
            metadata["uid"] = Guid.NewGuid().ToString();
            foreach (var (name, label) in AttemptLabels.Of(attempt, "transform", agent))
                metadata["labels"]![name] = label;
            store.Put("pods", copy);
        }

        store.Compact();
    }

    private static JsonObject ReadRecorded()
    {
        using var file = new GZipStream(File.OpenRead(Path.Combine(AppContext.BaseDirectory, "kubernetes-1.36", "09-kubelet-restart.json.gz")), CompressionMode.Decompress);
        return JsonNode.Parse(file)!["watch"]!.AsArray()
            .Last(change => (string?)change!["resource"] == "pods" && (string?)change["object"]?["status"]?["phase"] == "Running")!["object"]!.DeepClone().AsObject();
    }
}
