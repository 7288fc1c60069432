using Freehold.Hosting.Configuration;

namespace Freehold.ControlPlane.Entitlements;

internal static class EntitlementServices
{
    /// <summary>Section <c>Entitlement</c>; what organizations may do.</summary>
    public static IServiceCollection AddEntitlements(this IServiceCollection services)
    {
        services.AddOptionsSection(EntitlementOptions.Section, new EntitlementOptionsValidator());
        services.AddSingleton<EntitlementKeys>();
        services.AddSingleton<EntitlementReader>();
        services.AddSingleton<EntitlementStore>();
        services.AddSingleton<OrganizationEntitlements>();
        services.AddSingleton<EntitlementLimits>();
        services.AddSingleton<EntitlementFile>();
        return services;
    }
}
