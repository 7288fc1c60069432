using System.Text.Json.Nodes;

namespace Freehold.Charts.Tests.Helm;

/// <summary>One object that Helm would create.</summary>
internal sealed record Manifest(string Kind, string Name, JsonObject Json)
{
    /// <summary>Whether it belongs to <c>helm test</c> alone.</summary>
    public bool IsTest => (string?)Json.At("metadata.annotations")?["helm.sh/hook"] == "test";

    public static IReadOnlyList<Manifest> ReadAll(string text) =>
    [
        .. Yaml.ReadAll(text).OfType<JsonObject>().Select(json => new Manifest((string)json["kind"]!, (string)json.At("metadata.name")!, json)),
    ];

    public JsonNode? At(string path) => Json.At(path);

    public override string ToString() => $"{Kind}/{Name}";
}

/// <summary>What tests look for in a rendered chart.</summary>
internal static class Manifests
{
    /// <summary>A member by its names, with dots in between; null when something on the way is missing.</summary>
    public static JsonNode? At(this JsonNode? node, string path) =>
        path.Split('.').Aggregate(node, (at, name) => at is JsonArray list ? list[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)] : at?[name]);

    public static Manifest The(this IReadOnlyList<Manifest> manifests, string kind, string name) =>
        manifests.Single(manifest => manifest.Kind == kind && manifest.Name == name);

    public static Manifest Agent(this IReadOnlyList<Manifest> manifests) => manifests.The("Deployment", "eu-bank-agent");

    /// <summary>The agent's environment: a value, or the whole reference where it comes from elsewhere.</summary>
    public static IReadOnlyDictionary<string, string> AgentEnvironment(this IReadOnlyList<Manifest> manifests) =>
        manifests.Agent().At("spec.template.spec.containers.0.env")!.AsArray()
            .ToDictionary(variable => (string)variable!["name"]!, variable => (string?)variable!["value"] ?? variable["valueFrom"]!.ToJsonString(), StringComparer.Ordinal);

    /// <summary>The pod of a worker, as the agent makes it of what the chart gives it.</summary>
    public static JsonObject WorkerTemplate(this IReadOnlyList<Manifest> manifests, string resources = """{"size":"S"}""") => WorkerPod.Of(manifests, resources);

    /// <summary>Every pod that the chart brings about: by its name, and its spec.</summary>
    public static IEnumerable<(string Name, JsonNode Spec)> Pods(this IReadOnlyList<Manifest> manifests) =>
        manifests
            .Where(manifest => manifest.Kind is "Pod" or "Deployment" or "Job")
            .Select(manifest => (manifest.ToString(), manifest.Kind is "Pod" ? manifest.At("spec")! : manifest.At("spec.template.spec")!))
            .Append(("workers", manifests.WorkerTemplate()["spec"]!));
}
