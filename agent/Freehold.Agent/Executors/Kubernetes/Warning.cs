namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>A warning that the cluster gave about a Job or its pod.</summary>
/// <param name="About"><c>Job</c> or <c>Pod</c>.</param>
/// <param name="Reason">Such as <c>FailedCreate</c>.</param>
/// <param name="Message">The cluster's sentence, for decisions here; it goes nowhere else.</param>
internal sealed record Warning(string About, string Reason, string Message)
{
    /// <summary>Of the event: the cluster counts a warning that it gives again on the same one.</summary>
    public string Name { get; init; } = "";

    /// <summary>How often it was given.</summary>
    public int Count { get; init; } = 1;

    /// <summary>By the cluster's clock; null when it does not say.</summary>
    public DateTime? First { get; init; }

    /// <summary>By the cluster's clock; null when it does not say.</summary>
    public DateTime? Last { get; init; }

    public static Warning Of(k8s.Models.Corev1Event said) => new(said.InvolvedObject.Kind, said.Reason ?? "", said.Message ?? "")
    {
        Name = said.Metadata.Name ?? "",
        Count = Math.Max(1, said.Count ?? 1),
        First = said.FirstTimestamp ?? said.EventTime ?? said.Metadata.CreationTimestamp,
        Last = said.LastTimestamp ?? said.EventTime ?? said.Metadata.CreationTimestamp,
    };
}
