namespace Freehold.Agent.Kubernetes;

/// <summary>One page of a list.</summary>
/// <param name="Version">The resourceVersion that the whole list is of.</param>
/// <param name="Continue">Token of the next page; null after the last.</param>
internal sealed record ResourcePage<T>(IEnumerable<T> Items, string Version, string? Continue);
