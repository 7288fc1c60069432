using System.Text.Json.Nodes;

namespace Freehold.Agent.Executors.Kubernetes.PodTemplates;

/// <summary>
/// Merges a patch over a pod template as the API server does for <c>application/strategic-merge-patch+json</c>: maps member by member, null
/// takes away, lists of named things element by element, all other lists as a whole.
/// </summary>
/// <remarks>
/// Merge keys and the directive <c>$patch</c> as in the Kubernetes API conventions and the API reference of PodTemplateSpec. Its other directives
/// (<c>$setElementOrder</c>, <c>$retainKeys</c>, <c>$deleteFromPrimitiveList</c>) are made by programs, not by people, and are not known here.
/// </remarks>
internal static class StrategicMerge
{
    private const string Directive = "$patch";

    // By the list's name: in a pod template no two lists of one name have different keys, but ports, which only containers have.
    private static readonly Dictionary<string, string> MergeKeys = new(StringComparer.Ordinal)
    {
        ["containers"] = "name",
        ["initContainers"] = "name",
        ["ephemeralContainers"] = "name",
        ["env"] = "name",
        ["volumes"] = "name",
        ["imagePullSecrets"] = "name",
        ["resourceClaims"] = "name",
        ["volumeMounts"] = "mountPath",
        ["volumeDevices"] = "devicePath",
        ["ports"] = "containerPort",
        ["hostAliases"] = "ip",
        ["topologySpreadConstraints"] = "topologyKey",
    };

    /// <summary>Changes <paramref name="target"/>; the patch stays as it is.</summary>
    public static void Apply(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            switch (value)
            {
                case null:
                    target.Remove(name);
                    break;
                case JsonObject map when target[name] is JsonObject present && !IsDirective(map, "replace"):
                    Apply(present, map);
                    break;
                case JsonObject map:
                    target[name] = Fresh(map);
                    break;
                case JsonArray list when MergeKeys.TryGetValue(name, out var key) && target[name] is JsonArray present:
                    ApplyList(present, list, key);
                    break;
                case JsonArray list when MergeKeys.ContainsKey(name):
                    target[name] = new JsonArray([.. list.OfType<JsonObject>().Where(element => !IsDirective(element, "delete")).Select(Fresh)]);
                    break;
                default:
                    if (name != Directive)
                        target[name] = value.DeepClone();
                    break;
            }
        }
    }

    private static void ApplyList(JsonArray target, JsonArray patch, string key)
    {
        // {"$patch": "replace"} among the elements: the others take the place of all that is there.
        if (patch.OfType<JsonObject>().Any(element => IsDirective(element, "replace") && element[key] is null))
            target.Clear();

        foreach (var element in patch.OfType<JsonObject>().Where(element => element[key] is not null))
        {
            var present = target.OfType<JsonObject>().FirstOrDefault(each => JsonNode.DeepEquals(each[key], element[key]));
            if (present is null && !IsDirective(element, "delete"))
                target.Add((JsonNode)Fresh(element));
            else if (present is not null && IsDirective(element, "delete"))
                target.Remove(present);
            else if (present is not null && IsDirective(element, "replace"))
                target[target.IndexOf(present)] = Fresh(element);
            else if (present is not null)
                Apply(present, element);
        }
    }

    // Where nothing is to be merged with: without nulls and directives, which only make sense in a patch.
    private static JsonObject Fresh(JsonObject patch)
    {
        var made = new JsonObject();
        Apply(made, patch);
        return made;
    }

    private static bool IsDirective(JsonObject patch, string directive) =>
        patch[Directive] is JsonValue value && value.TryGetValue<string>(out var text) && text == directive;
}
