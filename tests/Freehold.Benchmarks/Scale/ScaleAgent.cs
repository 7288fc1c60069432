namespace Freehold.Benchmarks.Scale;

/// <summary>An agent that the control plane knows, and its token.</summary>
internal sealed record ScaleAgent(string Label, string Token);
