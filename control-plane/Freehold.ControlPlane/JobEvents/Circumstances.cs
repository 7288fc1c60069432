using Freehold.JobContract.Failures;
using Freehold.Protocol.V1;

namespace Freehold.ControlPlane.JobEvents;

/// <summary>What a failure says of where its worker ran, from the wire to what is stored. Pure.</summary>
internal static class Circumstances
{
    /// <summary>Null when it says nothing.</summary>
    public static FailureSurroundings? Of(Failed failed)
    {
        var found = new FailureSurroundings
        {
            ClusterReason = OrNull(failed.ClusterReason),
            PeakMemoryBytes = OrNull(failed.PeakMemoryBytes),
            MemoryLimitBytes = OrNull(failed.MemoryLimitBytes),
            Restarts = (int)failed.Restarts,
            Node = OrNull(failed.Node),
            ImageDigest = OrNull(failed.ImageDigest),
            Warnings = failed.Warnings.Count == 0 ? null : [.. failed.Warnings.Select(Of)],
        };
        return found == new FailureSurroundings() ? null : found;
    }

    private static FailureWarning Of(ClusterWarning warning) =>
        new(warning.About, warning.Reason, warning.Count, warning.FirstAgo?.ToTimeSpan().TotalSeconds, warning.LastAgo?.ToTimeSpan().TotalSeconds);

    private static string? OrNull(string text) => text.Length == 0 ? null : text;

    private static long? OrNull(ulong number) => number == 0 ? null : (long)number;
}
