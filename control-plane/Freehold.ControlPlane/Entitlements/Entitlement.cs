namespace Freehold.ControlPlane.Entitlements;

/// <summary>What an organization may do at this moment.</summary>
/// <param name="Document">What the vendor signed; null when there is none, or none that is good.</param>
/// <param name="Standing">Whether it counts.</param>
internal sealed record Entitlement(EntitlementDocument? Document, EntitlementStanding Standing)
{
    /// <summary>Nobody asks for entitlements here.</summary>
    public static Entitlement Unlimited { get; } = new(null, EntitlementStanding.NotRequired);

    /// <summary>Whether jobs that have not started yet may be started.</summary>
    public bool MayStart => Standing is EntitlementStanding.NotRequired or EntitlementStanding.Valid;

    /// <summary>Whether jobs that have started before may be tried again.</summary>
    public bool MayFinish => MayStart || Standing is EntitlementStanding.Grace;

    /// <summary>Most jobs at the same time; null for no limit.</summary>
    public int? ParallelJobs => Document?.ParallelJobs;

    public static Entitlement Of(EntitlementDocument document, DateTimeOffset now) => new(document, document switch
    {
        _ when now < document.NotBefore => EntitlementStanding.NotYet,
        _ when document.Expires is not { } expires || now < expires => EntitlementStanding.Valid,
        _ when now < document.GraceEnds => EntitlementStanding.Grace,
        _ => EntitlementStanding.Expired,
    });

    /// <summary>Why nothing new may be started, as a sentence; null when it may.</summary>
    public string? Obstacle => Standing switch
    {
        EntitlementStanding.Missing => "The organization has no entitlement. Upload the one that the vendor sent: freehold entitlement upload.",
        EntitlementStanding.Invalid => "The organization's entitlement does not carry the vendor's signature any more. Upload the one that the vendor sent.",
        EntitlementStanding.NotYet => $"The entitlement {Document!.Id} is good from {Document.NotBefore:yyyy-MM-dd} on.",
        EntitlementStanding.Grace => $"The entitlement {Document!.Id} ended on {Document.Expires:yyyy-MM-dd}: what has started is finished, nothing new is begun. Ask the vendor for another one.",
        EntitlementStanding.Expired => $"The entitlement {Document!.Id} ended on {Document.Expires:yyyy-MM-dd}. Ask the vendor for another one.",
        _ => null,
    };

    /// <summary>Why a kind of job may not be submitted, as a sentence; null when it may.</summary>
    public string? ObstacleTo(string kind) =>
        Obstacle ?? (Document?.Kinds is { } kinds && !kinds.Contains(kind, StringComparer.Ordinal)
            ? $"The entitlement {Document.Id} is for {(kinds.Count == 0 ? "no kind of job" : string.Join(", ", kinds))}, not for {kind}."
            : null);
}

/// <summary>Whether an entitlement counts.</summary>
internal enum EntitlementStanding
{
    /// <summary>This control plane asks for none.</summary>
    NotRequired,

    /// <summary>None was given.</summary>
    Missing,

    /// <summary>What is stored was changed since it was checked.</summary>
    Invalid,

    /// <summary>Its time has not come.</summary>
    NotYet,

    /// <summary>It counts.</summary>
    Valid,

    /// <summary>It has ended, and what has started is finished.</summary>
    Grace,

    /// <summary>It has ended.</summary>
    Expired,
}
