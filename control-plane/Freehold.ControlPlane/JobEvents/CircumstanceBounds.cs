using System.Text.RegularExpressions;
using Freehold.ControlPlane.AgentStreams;
using Freehold.Protocol.V1;

namespace Freehold.ControlPlane.JobEvents;

/// <summary>The bounds of what events say of where a worker ran. Each answer is null when all is well.</summary>
internal static partial class CircumstanceBounds
{
    private const int NodeBytes = 253;
    private const int MostWarnings = 10;

    public static string? ProblemOf(Started started) =>
        !WireBounds.Fits(started.WorkerVersion, 64) ? "worker_version is longer than 64 bytes" : ProblemOf(started.Node, started.ImageDigest, 0, started.MemoryLimitBytes);

    public static string? ProblemOf(Failed failed)
    {
        if (!IsWord(failed.ClusterReason))
            return "cluster_reason must be at most 64 letters and digits";
        if (failed.Warnings.Count > MostWarnings)
            return "more than 10 warnings";
        if (failed.Warnings.Any(warning => !IsWord(warning.About) || !IsWord(warning.Reason) || IsOut(warning.FirstAgo?.Seconds) || IsOut(warning.LastAgo?.Seconds)))
            return "a warning is out of bounds";
        if (failed.Restarts > int.MaxValue)
            return "restarts is out of range";

        return ProblemOf(failed.Node, failed.ImageDigest, failed.PeakMemoryBytes, failed.MemoryLimitBytes);
    }

    public static string? ProblemOf(string node, string imageDigest, ulong peakMemory, ulong memoryLimit)
    {
        if (!WireBounds.Fits(node, NodeBytes))
            return "node is longer than 253 bytes";
        if (!Digest().IsMatch(imageDigest))
            return "image_digest must be sha256: and 64 hex digits";

        return peakMemory > long.MaxValue || memoryLimit > long.MaxValue ? "memory is out of range" : null;
    }

    private static bool IsOut(long? seconds) => seconds is < 0 or > 315_576_000_000;

    private static bool IsWord(string text) => Word().IsMatch(text);

    [GeneratedRegex(@"^[A-Za-z0-9]{0,64}\z", RegexOptions.None, 100)]
    private static partial Regex Word();

    [GeneratedRegex(@"^(sha256:[0-9a-f]{64})?\z", RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Digest();
}
