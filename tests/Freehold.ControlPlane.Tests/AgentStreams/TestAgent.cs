namespace Freehold.ControlPlane.Tests.AgentStreams;

/// <summary>An agent that the database knows.</summary>
internal sealed record TestAgent(Guid Id, string Label, Guid TokenId);
