using System.Globalization;
using Freehold.Agent.Assignments;
using Freehold.Agent.Executors.Kubernetes.Phases;

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

    /// <summary>Label: which of the attempt's Jobs.</summary>
    public const string Phase = "freehold.io/phase";

    /// <summary>Label: the queue of Kueue that a Job waits in.</summary>
    public const string Queue = "kueue.x-k8s.io/queue-name";

    /// <summary>Annotation of a Job that plans: pods that the document asks for at the same time.</summary>
    public const string Parallelism = "freehold.io/parallelism";

    /// <summary>Annotation of a Job that plans: the document's <c>retries</c>.</summary>
    public const string Retries = "freehold.io/retries";

    /// <summary>Annotation of a Job that plans: the document's <c>spec.badFiles</c>.</summary>
    public const string BadFiles = "freehold.io/bad-files";

    /// <summary>Annotation of the Job of the tasks: how many there are.</summary>
    public const string Tasks = "freehold.io/tasks";

    /// <summary>Annotation of the Job of the tasks: size of their inputs.</summary>
    public const string Bytes = "freehold.io/bytes";

    /// <summary>The first Job's word where it does not do everything.</summary>
    public const string PlanPhase = "plan";

    /// <summary>The first Job's word where it does everything.</summary>
    public const string RunPhase = "run";

    private const string ManagedBy = "app.kubernetes.io/managed-by";
    private const string Program = "freehold-agent";

    /// <summary>Everything of one agent, and nothing of another one in the same namespace.</summary>
    public static string SelectorOf(string agent) => $"{ManagedBy}={Program},{Agent}={agent}";

    /// <summary>The label's word for a later Job.</summary>
    public static string WordOf(JobPhase phase) => phase switch
    {
        JobPhase.Tasks => "tasks",
        JobPhase.Commit => "commit",
        JobPhase.Abandon => "abandon",
        _ => RunPhase,
    };

    public static Dictionary<string, string> Of(AttemptId attempt, string kind, string agent) => new(StringComparer.Ordinal)
    {
        [ManagedBy] = Program,
        [Agent] = agent,
        [JobId] = attempt.Job.ToString("D"),
        [Number] = attempt.Number.ToString(CultureInfo.InvariantCulture),
        [Kind] = kind,
    };
}
