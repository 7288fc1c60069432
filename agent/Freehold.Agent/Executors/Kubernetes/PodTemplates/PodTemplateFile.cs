using System.Text.Json;
using System.Text.Json.Nodes;

namespace Freehold.Agent.Executors.Kubernetes.PodTemplates;

/// <summary>
/// What the operator wants of every worker's pod: a pod template in JSON (<c>{"metadata": …, "spec": …}</c>), or a list of those, merged
/// over what the agent makes, one after the other.
/// </summary>
internal sealed class PodTemplateFile
{
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

            problem = $"{path} must hold a pod template, or a list of those, with the members metadata and spec and no others";
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
    public void ApplyTo(JsonObject template)
    {
        foreach (var patch in _patches)
            StrategicMerge.Apply(template, patch);
    }

    private static bool IsTemplate(JsonObject? patch) =>
        patch?.All(member => Members.Contains(member.Key, StringComparer.Ordinal) && member.Value is JsonObject) is true;
}
