using System.Collections.Concurrent;

namespace Freehold.ControlPlane.Entitlements;

/// <summary>
/// What organizations may do, remembered for a few seconds: it is asked with every job. The signature is checked whenever an entitlement
/// is read, so that one that was changed in the database counts for nothing.
/// </summary>
internal sealed class OrganizationEntitlements(EntitlementStore store, EntitlementReader reader, EntitlementKeys keys, TimeProvider time)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Guid, (EntitlementDocument? Document, EntitlementStanding Fault, long At)> _read = new();

    /// <summary>The organization's, as it counts now.</summary>
    public async ValueTask<Entitlement> OfAsync(Guid organizationId, CancellationToken cancellationToken)
    {
        if (keys.Keys.Count == 0)
            return Entitlement.Unlimited;

        if (!_read.TryGetValue(organizationId, out var known) || time.GetElapsedTime(known.At) > Remembered)
            known = _read[organizationId] = await ReadAsync(organizationId, cancellationToken);
        return known.Document is { } document ? Entitlement.Of(document, time.GetUtcNow()) : new(null, known.Fault);
    }

    /// <summary>Checks an entitlement and puts it in the place of the one before.</summary>
    /// <returns>Why it was refused, as a sentence; null when it counts from now on.</returns>
    public async Task<string?> InstallAsync(
        Guid organizationId, byte[] document, byte[] signature, string installedBy, CancellationToken cancellationToken)
    {
        if (keys.Keys.Count == 0)
            return "This control plane asks for no entitlements: Entitlement:KeyFiles names no key to check them with.";
        if (await store.FindAsync(organizationId, cancellationToken) is not { } stored)
            return "There is no such organization.";
        if (reader.Read(document, signature, stored.Organization, out var problem) is null)
            return problem;

        await store.PutAsync(organizationId, document, signature, installedBy, cancellationToken);
        _read.TryRemove(organizationId, out _);
        return null;
    }

    private async Task<(EntitlementDocument?, EntitlementStanding, long)> ReadAsync(Guid organizationId, CancellationToken cancellationToken)
    {
        var stored = await store.FindAsync(organizationId, cancellationToken);
        if (stored is not { Document: { } document, Signature: { } signature })
            return (null, EntitlementStanding.Missing, time.GetTimestamp());

        var read = reader.Read(document, signature, stored.Organization, out _);
        return (read, EntitlementStanding.Invalid, time.GetTimestamp());
    }
}
