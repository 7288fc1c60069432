namespace Freehold.ControlPlane.Identity;

/// <summary>An API token as people see it; never the token itself.</summary>
/// <param name="Id">What a revocation names.</param>
/// <param name="Name">Given by whoever made it.</param>
/// <param name="Role">owner, operator or viewer.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it stops to be good by itself; absent: never.</param>
/// <param name="RevokedAt">When it was revoked; absent: it was not.</param>
public sealed record ApiTokenView(
    Guid Id, string Name, string Role, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt = null, DateTimeOffset? RevokedAt = null);
