using k8s.Models;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>
/// Whether a quota counts workers: one with scopes counts only pods that fit all of them. A worker has requests, so it is no best-effort
/// pod, and its deadline is its Job's, so its pod counts as one without. Pure.
/// </summary>
internal static class QuotaScopes
{
    /// <param name="priorityClass">The workers' class; null: the cluster's default, which is not known here.</param>
    public static bool Count(V1ResourceQuota quota, string? priorityClass) =>
        (quota.Spec?.Scopes ?? []).All(scope => Fits(scope, "Exists", [], priorityClass))
        && (quota.Spec?.ScopeSelector?.MatchExpressions ?? []).All(each => Fits(each.ScopeName, each.OperatorProperty, each.Values ?? [], priorityClass));

    private static bool Fits(string scope, string how, IList<string> values, string? priorityClass) => scope switch
    {
        "NotBestEffort" or "NotTerminating" => true,
        "PriorityClass" => how switch
        {
            "In" => priorityClass is not null && values.Contains(priorityClass),
            "NotIn" => priorityClass is null || !values.Contains(priorityClass),
            "Exists" => priorityClass is not null,
            "DoesNotExist" => priorityClass is null,
            _ => false,
        },
        // BestEffort, Terminating, CrossNamespacePodAffinity, and what a newer cluster may know.
        _ => false,
    };
}
