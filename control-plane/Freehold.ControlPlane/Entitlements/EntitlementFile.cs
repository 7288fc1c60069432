using System.Text.Json;
using Freehold.Hosting;
using Microsoft.Extensions.Options;

namespace Freehold.ControlPlane.Entitlements;

/// <summary>Installs the entitlement that the settings name.</summary>
internal sealed class EntitlementFile(
    OrganizationEntitlements entitlements, EntitlementStore store, IOptions<EntitlementOptions> options, ILogger<EntitlementFile> log)
{
    /// <exception cref="StartRefusedException">It is not genuine, or not for an organization that is here.</exception>
    public async Task InstallAsync(CancellationToken cancellationToken)
    {
        if (options.Value is not { File: { } file, SignatureFile: { } signatureFile })
            return;

        var document = await System.IO.File.ReadAllBytesAsync(file, cancellationToken);
        var signature = await System.IO.File.ReadAllBytesAsync(signatureFile, cancellationToken);

        // Whose it is is looked up before it is known to be genuine, and decides nothing else: InstallAsync checks both.
        var problem = await store.OrganizationAsync(OrganizationOf(document) ?? "", cancellationToken) is { } organizationId
            ? await entitlements.InstallAsync(organizationId, document, signature, "settings", cancellationToken)
            : "It names no organization of this control plane.";
        if (problem is not null)
            throw new StartRefusedException(ExitCodes.Configuration, $"Entitlement:File {file} is refused: {problem}");
        log.EntitlementInstalled(file, "settings");
    }

    private static string? OrganizationOf(byte[] document)
    {
        try
        {
            return JsonSerializer.Deserialize(document, EntitlementJson.Default.EntitlementDocument)?.Organization;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
