using System.Text.Json;
using Freehold.ControlPlane.Identity;
using Freehold.ControlPlane.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Freehold.ControlPlane.Entitlements;

internal static class EntitlementEndpoints
{
    public static void MapEntitlement(this IEndpointRouteBuilder api)
    {
        var entitlement = api.MapGroup("/entitlement").WithTags("Entitlement");

        entitlement.MapGet("", GetAsync).WithName("GetEntitlement").WithSummary("What the organization is entitled to, and what of it is in use");
        entitlement.MapPut("", PutAsync).RequireAuthorization(Rights.Own).WithName("PutEntitlement")
            .WithSummary("Takes an entitlement that the vendor signed, in the place of the one before")
            .Fails(ProblemTypes.InvalidRequest, ProblemTypes.InvalidEntitlement, ProblemTypes.Forbidden);
    }

    private static async Task<Ok<EntitlementView>> GetAsync(
        Caller caller, OrganizationEntitlements entitlements, EntitlementStore store, CancellationToken cancellationToken) =>
        TypedResults.Ok(await ShowAsync(caller.OrganizationId, entitlements, store, cancellationToken));

    private static async Task<Results<Ok<EntitlementView>, ProblemHttpResult>> PutAsync(
        NewEntitlement delivered, Caller caller, OrganizationEntitlements entitlements, EntitlementStore store, ILogger<EntitlementStore> log,
        CancellationToken cancellationToken)
    {
        if (!TryDecode(delivered.Document, out var document) || !TryDecode(delivered.Signature, out var signature))
            return Problem.Of(ProblemTypes.InvalidRequest, $"document and signature must be base64, of at most {EntitlementReader.MostBytes:N0} bytes each.");
        if (await entitlements.InstallAsync(caller.OrganizationId, document, signature, caller.Name, cancellationToken) is { } problem)
        {
            log.EntitlementRefused(caller.Name);
            return Problem.Of(ProblemTypes.InvalidEntitlement, problem);
        }

        var view = await ShowAsync(caller.OrganizationId, entitlements, store, cancellationToken);
        log.EntitlementInstalled(view.Document?.Id ?? "", caller.Name);
        return TypedResults.Ok(view);
    }

    private static async Task<EntitlementView> ShowAsync(
        Guid organizationId, OrganizationEntitlements entitlements, EntitlementStore store, CancellationToken cancellationToken)
    {
        var entitlement = await entitlements.OfAsync(organizationId, cancellationToken);
        var usage = await store.UsageAsync(organizationId, cancellationToken);
        return new(
            JsonNamingPolicy.SnakeCaseLower.ConvertName(entitlement.Standing.ToString()),
            entitlement.Obstacle ?? (entitlement.Standing is EntitlementStanding.NotRequired
                ? "Nothing is limited here."
                : $"The entitlement {entitlement.Document!.Id} is good{(entitlement.Document.Expires is { } until ? $" until {until:yyyy-MM-dd}" : "")}."),
            usage,
            entitlement.Document);
    }

    private static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = new byte[EntitlementReader.MostBytes];
        var isRight = Convert.TryFromBase64String(text, bytes, out var length);
        bytes = bytes[..(isRight ? length : 0)];
        return isRight;
    }
}
