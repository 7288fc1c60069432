namespace Freehold.Testing.Kubernetes;

/// <summary>A request, as far as faults are concerned.</summary>
/// <param name="Caller">The token that came with it: who asks.</param>
/// <param name="Verb">The method, or <c>WATCH</c>.</param>
/// <param name="Resource">Such as <c>leases</c>.</param>
public sealed record ApiRequest(string Caller, string Verb, string Resource);
