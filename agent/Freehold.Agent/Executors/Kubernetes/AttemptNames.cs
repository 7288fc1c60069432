using System.Globalization;
using Freehold.Agent.Assignments;

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
