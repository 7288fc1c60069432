namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>A warning that the cluster gave about a Job or its pod.</summary>
/// <param name="About"><c>Job</c> or <c>Pod</c>.</param>
/// <param name="Reason">Such as <c>FailedCreate</c>.</param>
/// <param name="Message">The cluster's sentence, for decisions here; it goes nowhere else.</param>
internal sealed record Warning(string About, string Reason, string Message);
