namespace Freehold.Agent.Kubernetes;

/// <summary>A right in the agent's namespace.</summary>
/// <param name="Group">API group; empty for the core.</param>
/// <param name="Resource">With its subresource, such as <c>pods/log</c>.</param>
/// <param name="OfLease">Whether it is for the agent's own Lease alone.</param>
internal sealed record ClusterRight(string Group, string Resource, string Verb, bool OfLease = false)
{
    public override string ToString() => $"{Verb} {Resource}";
}

/// <summary>Every right that the agent cannot work without: the Role of its chart grants these, and its check asks for them.</summary>
internal static class ClusterRights
{
    public static IReadOnlyList<ClusterRight> All { get; } =
    [
        .. Of("batch", "jobs", "create", "get", "list", "watch", "patch", "delete"),
        .. Of("", "pods", "list", "watch"),
        .. Of("", "pods/log", "get"),
        .. Of("", "events", "list", "watch"),
        .. Of("", "resourcequotas", "list"),
        .. Of("", "secrets", "create"),
        .. Of("coordination.k8s.io", "leases", "create"),
        new("coordination.k8s.io", "leases", "get", OfLease: true),
        new("coordination.k8s.io", "leases", "update", OfLease: true),
    ];

    private static IEnumerable<ClusterRight> Of(string group, string resource, params IEnumerable<string> verbs) =>
        verbs.Select(verb => new ClusterRight(group, resource, verb));
}
