namespace Freehold.ControlPlane.Entitlements;

/// <summary>What is said about entitlements. Ids 2880–2889.</summary>
internal static partial class EntitlementLog
{
    [LoggerMessage(EventId = 2880, Level = LogLevel.Information, Message = "Entitlement {Entitlement} was installed by {Caller}")]
    public static partial void EntitlementInstalled(this ILogger log, string entitlement, string caller);

    [LoggerMessage(EventId = 2881, Level = LogLevel.Warning, Message = "An entitlement that {Caller} brought was refused")]
    public static partial void EntitlementRefused(this ILogger log, string caller);
}
