using k8s.Models;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>Reads the options that say where pods may go and as whom.</summary>
internal static class PodPlacement
{
    public static string? ServiceAccountOf(string kind, WorkerOptions options) =>
        options.ServiceAccounts.Select(entry => entry.Split('=', 2)).FirstOrDefault(entry => entry[0] == kind)?[1];

    public static Dictionary<string, string>? NodeSelectorOf(WorkerOptions options) => options.NodeSelector.Count == 0
        ? null
        : options.NodeSelector.Select(entry => entry.Split('=', 2)).ToDictionary(entry => entry[0], entry => entry[1], StringComparer.Ordinal);

    public static IList<V1Toleration>? TolerationsOf(WorkerOptions options) =>
        options.Tolerations.Count == 0 ? null : [.. options.Tolerations.Select(Parse)];

    // As kubectl writes taints: key=value:Effect.
    private static V1Toleration Parse(string entry)
    {
        var colon = entry.LastIndexOf(':');
        var (taint, effect) = colon < 0 ? (entry, null) : (entry[..colon], entry[(colon + 1)..]);
        return taint.Split('=', 2) is [var key, var value]
            ? new() { Key = key, OperatorProperty = "Equal", Value = value, Effect = effect }
            : new() { Key = taint, OperatorProperty = "Exists", Effect = effect };
    }
}
