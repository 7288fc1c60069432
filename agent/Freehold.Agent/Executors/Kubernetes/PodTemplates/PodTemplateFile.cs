using System.Text.Json;
using System.Text.Json.Nodes;

namespace Freehold.Agent.Executors.Kubernetes.PodTemplates;

/// <summary>
/// What the operator wants of workers' pods: a pod template in JSON (<c>{"metadata": …, "spec": …}</c>), or a list of those, merged over what
/// the agent makes, one after the other. One with <c>"sizes": ["L"]</c> is for pods of these sizes alone.
/// </summary>
internal sealed class PodTemplateFile
{
    private const string Sizes = "sizes";

    private static readonly string[] Members = ["metadata", "spec"];

    private readonly IReadOnlyList<JsonObject> _patches;

    private PodTemplateFile(IReadOnlyList<JsonObject> patches) => _patches = patches;

    /// <summary>Without a file: pods stay as the agent makes them.</summary>
    public static PodTemplateFile None { get; } = new([]);

    /// <param name="path">A file that was found to be right; null for none.</param>
    /// <exception cref="InvalidDataException">It is not right any more.</exception>
    public static PodTemplateFile Read(string? path) =>
        path is null ? None : TryRead(path, out var problem) ?? throw new InvalidDataException(problem);

    /// <returns>Null when it cannot be used; <paramref name="problem"/> then says why, without quoting it.</returns>
    public static PodTemplateFile? TryRead(string path, out string problem)
    {
        problem = "";
        try
        {
            var json = JsonNode.Parse(File.ReadAllBytes(path));
            var patches = (json is JsonArray list ? list : new JsonArray(json?.DeepClone())).Select(patch => patch as JsonObject).ToList();
            if (patches.TrueForAll(IsTemplate))
                return new(patches!);

            problem = $"{path} must hold a pod template, or a list of those, with the members metadata, spec and sizes (of S, M and L) and no others";
        }
        catch (JsonException e)
        {
            problem = $"{path} is no JSON: line {e.LineNumber + 1}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = $"{path} cannot be read";
        }

        return null;
    }

    /// <summary>Merges it over a pod template in JSON.</summary>
    /// <param name="template">The pod template; it is changed.</param>
    /// <param name="size">The size of the pod: S, M or L.</param>
    public void ApplyTo(JsonObject template, string size)
    {
        foreach (var patch in _patches.Where(patch => IsFor(patch, size)))
        {
            foreach (var member in Members.Where(patch.ContainsKey))
                StrategicMerge.Apply(template, new JsonObject { [member] = patch[member]!.DeepClone() });
        }
    }

    private static bool IsFor(JsonObject patch, string size) =>
        patch[Sizes] is not JsonArray sizes || sizes.Any(each => (string?)each == size);

    private static bool IsTemplate(JsonObject? patch) => patch?.All(member => member.Key == Sizes
        ? member.Value is JsonArray sizes && sizes.All(size => size is JsonValue value && value.TryGetValue(out string? name) && WorkerSize.Names.Contains(name))
        : Members.Contains(member.Key, StringComparer.Ordinal) && member.Value is JsonObject) is true;
}
