using System.Text.Json.Serialization;

namespace Freehold.ControlPlane.Entitlements;

/// <summary>What an organization is entitled to, as the vendor signed it. A limit that is absent is none.</summary>
public sealed record EntitlementDocument
{
    private const int DefaultGraceDays = 14;

    /// <summary>Version of this format: 1.</summary>
    [JsonRequired]
    public int Format { get; init; }

    /// <summary>The vendor's name for it, for people.</summary>
    [JsonRequired]
    public string Id { get; init; } = "";

    /// <summary>Slug of the organization that it is for: it is good for no other.</summary>
    [JsonRequired]
    public string Organization { get; init; } = "";

    /// <summary>Most agents.</summary>
    public int? Agents { get; init; }

    /// <summary>Most replicas of all agents together.</summary>
    public int? Replicas { get; init; }

    /// <summary>Most jobs that run at the same time, over all agents.</summary>
    public int? ParallelJobs { get; init; }

    /// <summary>Kinds of jobs that may be run; absent: all.</summary>
    public IReadOnlyList<string>? Kinds { get; init; }

    /// <summary>From when on it is good; absent: from ever.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Until when it is good; absent: for ever.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Days after <see cref="Expires"/> in which jobs that have started are finished and tried again. Absent: 14; 0 to 90.</summary>
    public int? GraceDays { get; init; }

    /// <summary>When also the grace time is over.</summary>
    internal DateTimeOffset? GraceEnds => Expires?.AddDays(GraceDays ?? DefaultGraceDays);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(EntitlementDocument))]
internal sealed partial class EntitlementJson : JsonSerializerContext;
