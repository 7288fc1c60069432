using Freehold.Protocol.V1;

namespace Freehold.Agent.Executors;

/// <summary>Holds what a worker says about rights to the bounds of the contract, field by field.</summary>
internal static class CheckBounds
{
    private const int MostPermissions = 32;
    private const int NameBytes = 256;

    /// <summary>Within the bounds; what has no readable name is left out.</summary>
    public static CheckSummary Bounded(this CheckSummary summary) => new()
    {
        Permissions = { summary.Permissions.Where(permission => ReportBounds.WordOrNothing(permission.Id).Length > 0).Take(MostPermissions).Select(Bounded) },
    };

    private static CheckedPermission Bounded(CheckedPermission permission) => new()
    {
        Id = permission.Id,
        Outcome = Enum.IsDefined(permission.Outcome) ? permission.Outcome : CheckOutcome.Unspecified,
        Code = ReportBounds.WordOrNothing(permission.Code),
        Detail = ReportBounds.WordOrNothing(permission.Detail),
        Action = ReportBounds.WordOrNothing(permission.Action),
        Identity = ReportBounds.Cut(permission.Identity, NameBytes),
        Milliseconds = permission.Milliseconds,
    };
}
