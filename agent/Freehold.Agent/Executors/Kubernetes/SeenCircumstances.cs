using System.Text.RegularExpressions;
using Freehold.Protocol.V1;
using Google.Protobuf.WellKnownTypes;
using k8s.Models;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>Reads of what is seen of an attempt what people want to know about its end: words and numbers, never a sentence. Pure.</summary>
internal static partial class SeenCircumstances
{
    private const int MostWarnings = 10;
    private const int NodeBytes = 253;

    // They say that a container ended, and nothing of why.
    private static readonly string[] Empty = ["Error", "Completed", "BackoffLimitExceeded", "ContainerCreating", "PodInitializing"];

    /// <param name="now">The agent's clock, for the age of warnings where the cluster names no end: its own clock is the better one.</param>
    public static WorkerCircumstances Of(AttemptSight sight, DateTimeOffset now) => new()
    {
        ClusterReason = ReasonOf(sight),
        MemoryLimitBytes = MemoryLimitOf(sight),
        Restarts = (uint)(Math.Max(0, sight.Pods - 1) + Math.Max(0, sight.MainStatus?.RestartCount ?? 0)),
        Node = ReportBounds.Cut(sight.Pod?.Spec?.NodeName ?? "", NodeBytes),
        ImageDigest = DigestIn(sight.ImageId),
        Warnings = [.. WarningsOf(sight, EndOf(sight) ?? now.UtcDateTime).Take(MostWarnings)],
    };

    /// <summary>The digest at the end of an image's id as runtimes write it; empty when there is none.</summary>
    public static string DigestIn(string imageId) => Digest().Match(imageId).Value;

    // As LossSigns weighs them: the pod's reason, its disruption, its container, then the Job.
    private static string ReasonOf(AttemptSight sight) => new[]
    {
        sight.Pod?.Status?.Reason,
        sight.PodCondition("DisruptionTarget") is { Status: "True", Reason: var disruption } ? disruption : null,
        sight.Main?.Terminated?.Reason,
        sight.Main?.Waiting?.Reason,
        sight.JobCondition("FailureTarget", "Failed")?.Reason,
        sight.Pod is null ? sight.Warnings.FindLast(warning => warning.About is "Job")?.Reason : null,
    }.FirstOrDefault(word => word is not null && Word().IsMatch(word) && !Empty.Contains(word)) ?? "";

    private static ulong MemoryLimitOf(AttemptSight sight)
    {
        V1ResourceRequirements? given = sight.Pod?.Spec?.Containers?.FirstOrDefault(container => container.Name == JobManifest.Main)?.Resources;
        return given?.Limits?.TryGetValue("memory", out var limit) is true ? (ulong)Math.Clamp(limit.ToDecimal(), 0, long.MaxValue) : 0;
    }

    private static DateTime? EndOf(AttemptSight sight) => sight.Main?.Terminated?.FinishedAt ?? sight.Pod?.Metadata.DeletionTimestamp;

    private static IEnumerable<ClusterWarning> WarningsOf(AttemptSight sight, DateTime end) =>
        from warning in sight.Warnings
        where Word().IsMatch(warning.About) && Word().IsMatch(warning.Reason)
        group warning by (warning.About, warning.Reason) into same
        let last = same.Max(warning => warning.Last)
        orderby last descending
        select new ClusterWarning
        {
            About = same.Key.About,
            Reason = same.Key.Reason,
            Count = (uint)same.Sum(warning => (long)warning.Count),
            FirstAgo = Ago(same.Min(warning => warning.First), end),
            LastAgo = Ago(last, end),
        };

    private static Duration? Ago(DateTime? at, DateTime end)
    {
        if (at is not { } time)
            return null;

        var ago = end - time;
        return Duration.FromTimeSpan(ago > TimeSpan.Zero ? ago : TimeSpan.Zero);
    }

    [GeneratedRegex(@"^[A-Za-z0-9]{1,64}\z", RegexOptions.None, 100)]
    private static partial Regex Word();

    [GeneratedRegex(@"sha256:[0-9a-f]{64}\z", RegexOptions.None, 100)]
    private static partial Regex Digest();
}
