namespace Freehold.Worker.Tasks;

/// <summary>
/// The tasks of a job, listed once: <c>&lt;job id&gt;/plan.json</c>. Every attempt works from the same plan, so that objects
/// that come or go meanwhile do not change what the job is.
/// </summary>
internal sealed record JobPlan
{
    /// <summary>Most tasks of a job.</summary>
    public const int MostTasks = 100_000;

    /// <summary>Version of this layout.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Digest of the document that it was made for.</summary>
    public required string ConfigDigest { get; init; }

    /// <summary>In the order of their indexes, from 0, without gaps.</summary>
    public required IReadOnlyList<PlannedTask> Tasks { get; init; }
}
