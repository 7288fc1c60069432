using System.Globalization;
using Freehold.Agent.Assignments;
using Freehold.Agent.Executors.Kubernetes.Phases;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>
/// What an attempt is called in the cluster: its Job, and the Secret with its document, have the same name, and pods add five letters.
/// The name comes from job and number alone, so making it twice is making it once.
/// </summary>
internal static class AttemptNames
{
    private const string Prefix = "freehold-";
    private const int JobEnd = 41;
    private const int PodSuffix = 6;

    /// <summary><c>freehold-&lt;job id without hyphens&gt;-&lt;number&gt;</c>: at most 52 characters, so that a pod's name is a label's value too.</summary>
    public static string Of(AttemptId attempt) => $"{Prefix}{attempt.Job:N}-{attempt.Number}";

    /// <summary>The name of one of the attempt's Jobs: the later ones add a letter.</summary>
    public static string Of(AttemptId attempt, JobPhase phase) => Of(attempt) + SuffixOf(phase);

    /// <summary>What a Job's name adds to the first one's.</summary>
    public static string SuffixOf(JobPhase phase) => phase switch
    {
        JobPhase.Tasks => "-t",
        JobPhase.Commit => "-c",
        JobPhase.Abandon => "-x",
        _ => "",
    };

    /// <summary>Reads the name of one of the attempts' Jobs; those of another phase are none.</summary>
    public static bool TryRead(string? name, JobPhase phase, out AttemptId attempt)
    {
        attempt = default;
        var suffix = SuffixOf(phase);
        return name is not null && name.EndsWith(suffix, StringComparison.Ordinal) && TryRead(name[..^suffix.Length], out attempt);
    }

    /// <summary>Reads the name of a pod of one of the attempts' Jobs; in the phase of the tasks it has its index before the five letters.</summary>
    public static bool TryReadPod(string? name, JobPhase phase, out AttemptId attempt)
    {
        attempt = default;
        if (name is null || name.Length <= PodSuffix)
            return false;

        var job = name[..^PodSuffix];
        if (phase is JobPhase.Tasks)
            job = job[..Math.Max(0, job.LastIndexOf('-'))];
        return TryRead(job, phase, out attempt);
    }

    /// <summary>Reads the name of a Job.</summary>
    public static bool TryRead(string? name, out AttemptId attempt)
    {
        attempt = default;
        if (name is null || name.Length <= JobEnd + 1 || !name.StartsWith(Prefix, StringComparison.Ordinal)
            || !Guid.TryParseExact(name.AsSpan(Prefix.Length, JobEnd - Prefix.Length), "N", out var job)
            || !uint.TryParse(name.AsSpan(JobEnd + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
            return false;

        attempt = new(job, number);
        return Of(attempt) == name;
    }

    /// <summary>Reads the name of a Job's pod.</summary>
    public static bool TryReadPod(string? name, out AttemptId attempt)
    {
        attempt = default;
        return name?.Length > PodSuffix && TryRead(name[..^PodSuffix], out attempt);
    }
}
