using Freehold.Protocol.V1;

namespace Freehold.Agent.Grants;

/// <summary>Credentials that were asked for and may be made.</summary>
/// <param name="Id">The grant.</param>
/// <param name="Access">Read or write.</param>
/// <param name="Prefix">Where; ends with <c>/</c>.</param>
/// <param name="Lifetime">How long.</param>
internal sealed record GrantOrder(Guid Id, GrantAccess Access, string Prefix, TimeSpan Lifetime);
