using System.Globalization;
using System.Text.Json.Nodes;

namespace Freehold.Testing.Kubernetes;

/// <summary>What the Job controller writes on a pod of an Indexed Job.</summary>
/// <param name="Index">Its index.</param>
/// <param name="Failures">How often the index has failed; null where the Job has no limit per index.</param>
internal sealed record IndexedTry(int Index, int? Failures)
{
    private const string IndexMark = "batch.kubernetes.io/job-completion-index";

    public void Mark(JsonObject metadata, JsonObject spec, string job)
    {
        var index = Index.ToString(CultureInfo.InvariantCulture);
        var annotations = metadata["annotations"]?.AsObject() ?? (metadata["annotations"] = new JsonObject()).AsObject();
        annotations[IndexMark] = index;
        if (Failures is { } failures)
            annotations["batch.kubernetes.io/job-index-failure-count"] = failures.ToString(CultureInfo.InvariantCulture);
        metadata["labels"]![IndexMark] = index;
        metadata["labels"]!["batch.kubernetes.io/job-name"] = job;

        foreach (var container in spec["containers"]!.AsArray().Select(container => container!.AsObject()))
        {
            var environment = container["env"]?.AsArray() ?? (container["env"] = new JsonArray()).AsArray();
            environment.Add(new JsonObject { ["name"] = "JOB_COMPLETION_INDEX", ["value"] = index });
        }
    }
}
