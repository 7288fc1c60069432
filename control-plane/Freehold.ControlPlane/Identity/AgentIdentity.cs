namespace Freehold.ControlPlane.Identity;

/// <summary>Which agent calls, as its token says and the database confirms.</summary>
internal sealed record AgentIdentity(Guid AgentId, Guid OrganizationId, string Label, Guid TokenId);
