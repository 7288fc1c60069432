using System.Globalization;
using Freehold.Agent.Assignments;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>Labels and annotations by which a restarted agent finds its own again, and people find a job's pod.</summary>
internal static class AttemptLabels
{
    public const string Agent = "freehold.io/agent";
    public const string JobId = "freehold.io/job";
    public const string Number = "freehold.io/attempt";
    public const string Kind = "freehold.io/kind";

    /// <summary>Annotation: SHA-256 of the job document, lower-case hex.</summary>
    public const string DocumentDigest = "freehold.io/document-digest";

    /// <summary>Annotation of a Job that the agent has suspended for good.</summary>
    public const string Stopped = "freehold.io/stopped";

    /// <summary>Annotation of a Job that was told that there may be room: the cluster tries its pod again at once then.</summary>
    public const string Woken = "freehold.io/woken";

    private const string ManagedBy = "app.kubernetes.io/managed-by";
    private const string Program = "freehold-agent";

    /// <summary>Everything of one agent, and nothing of another one in the same namespace.</summary>
    public static string SelectorOf(string agent) => $"{ManagedBy}={Program},{Agent}={agent}";

    public static Dictionary<string, string> Of(AttemptId attempt, string kind, string agent) => new(StringComparer.Ordinal)
    {
        [ManagedBy] = Program,
        [Agent] = agent,
        [JobId] = attempt.Job.ToString("D"),
        [Number] = attempt.Number.ToString(CultureInfo.InvariantCulture),
        [Kind] = kind,
    };
}
