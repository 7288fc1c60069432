using System.IO.Compression;
using System.Text.Json.Nodes;
using Freehold.Agent.Assignments;
using Freehold.Agent.Executors.Kubernetes;
using Freehold.Agent.Executors.Kubernetes.Phases;

namespace Freehold.Agent.Tests.Executors.Kubernetes;

/// <summary>A recorded end of a pod, told of an attempt: the recorded Job's name is replaced by the attempt's.</summary>
internal sealed class Recording
{
    private Recording(IReadOnlyList<RecordedChange> changes) => Changes = changes;

    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.EnumerateFiles(Folder(), "*.json.gz").Select(path => Path.GetFileName(path)[..^".json.gz".Length]).Order(StringComparer.Ordinal)];

    public IReadOnlyList<RecordedChange> Changes { get; }

    public static Recording Of(string name, AttemptId attempt, string @namespace = "jobs", string agent = "test-agent", JobPhase phase = JobPhase.First)
    {
        using var file = new GZipStream(File.OpenRead(Path.Combine(Folder(), name + ".json.gz")), CompressionMode.Decompress);
        using var reader = new StreamReader(file);
        var text = reader.ReadToEnd();
        var recorded = (string)JsonNode.Parse(text)!["namespace"]!;
        var job = name is "09-preempted" ? "low-1" : "demo-1";
        text = text.Replace($"\"namespace\":\"{recorded}\"", $"\"namespace\":\"{@namespace}\"", StringComparison.Ordinal)
            .Replace(job, AttemptNames.Of(attempt, phase), StringComparison.Ordinal);

        var labels = AttemptLabels.Of(attempt, "transform", agent);
        return new([.. JsonNode.Parse(text)!["watch"]!.AsArray().Select(change => Read(change!, labels))]);
    }

    private static RecordedChange Read(JsonNode change, Dictionary<string, string> labels)
    {
        var value = change["object"]!.DeepClone().AsObject();
        if ((string)change["resource"]! is not "events")
        {
            var marked = value["metadata"]!["labels"]?.AsObject() ?? (value["metadata"]!["labels"] = new JsonObject()).AsObject();
            foreach (var (key, label) in labels)
                marked[key] = label;
        }

        return new(TimeSpan.FromMilliseconds((int)change["t_ms"]!), (string)change["resource"]!, (string)change["type"]!, value);
    }

    public static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Freehold.slnx")))
                return Path.Combine(folder.FullName, "tests", "Freehold.TestData", "kubernetes-1.36");
        }

        throw new DirectoryNotFoundException("no folder above holds Freehold.slnx");
    }
}

/// <summary>One line of a recorded watch.</summary>
internal sealed record RecordedChange(TimeSpan At, string Resource, string Type, JsonObject Object)
{
    /// <summary>Whether it is of the attempt, and not of another Job that the recording needed.</summary>
    public bool IsOf(AttemptId attempt) => ((string?)(Resource is "events" ? Object["involvedObject"] : Object["metadata"])!["name"])!
        .StartsWith(AttemptNames.Of(attempt), StringComparison.Ordinal);

    public void ApplyTo(AttemptSights sights)
    {
        if (Resource is "jobs")
            Apply<k8s.Models.V1Job>(sights.Set, sights.Remove);
        else if (Resource is "pods")
            Apply<k8s.Models.V1Pod>(sights.Set, sights.Remove);
        else if ((string?)Object["type"] is "Warning")
            Apply<k8s.Models.Corev1Event>(sights.Set, sights.Remove);
    }

    public void ApplyTo(TaskPods pods)
    {
        if (Resource is "pods")
            Apply<k8s.Models.V1Pod>(pods.Set, pods.Remove);
    }

    private void Apply<T>(Action<T> set, Action<T> remove)
    {
        var read = k8s.KubernetesJson.Deserialize<T>(Object.ToJsonString());
        (Type is "DELETED" ? remove : set)(read);
    }
}
