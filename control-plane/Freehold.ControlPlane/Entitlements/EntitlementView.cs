namespace Freehold.ControlPlane.Entitlements;

/// <summary>What an organization is entitled to, and what of it is in use.</summary>
/// <param name="Standing">not_required, missing, invalid, not_yet, valid, grace or expired.</param>
/// <param name="Sentence">What that means.</param>
/// <param name="Usage">What is in use now.</param>
/// <param name="Document">What the vendor signed; absent when nothing that is good was given.</param>
public sealed record EntitlementView(string Standing, string Sentence, EntitlementUsage Usage, EntitlementDocument? Document = null);

/// <summary>An entitlement as the vendor delivers it.</summary>
public sealed record NewEntitlement
{
    /// <summary>The file, in base64: exactly the bytes that were signed.</summary>
    public required string Document { get; init; }

    /// <summary>The detached signature, in base64.</summary>
    public required string Signature { get; init; }
}
