namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>How the pods of workers are made. Section <c>Workers</c>; only the Kubernetes executor reads it.</summary>
public sealed class WorkerOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Workers";

    /// <summary>The worker's image, best with its digest. Required.</summary>
    public string? Image { get; init; }

    /// <summary>Host, with a path if need be, that takes the place of the image's own registry: for mirrors. Default none.</summary>
    public string? Registry { get; init; }

    /// <summary>When the image is pulled: Always, IfNotPresent or Never. Default IfNotPresent.</summary>
    public string ImagePullPolicy { get; init; } = "IfNotPresent";

    /// <summary>Names of Secrets for the registry, separated by commas. Default none.</summary>
    public IReadOnlyList<string> ImagePullSecrets { get; init; } = [];

    /// <summary>What to run in the image, before the worker's arguments, separated by commas. Default: the image's entry point.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Service accounts by job kind, <c>transform=anonymiser</c>, separated by commas. A kind without one gets the namespace's default.</summary>
    public IReadOnlyList<string> ServiceAccounts { get; init; } = [];

    /// <summary>Labels that a node must have, <c>key=value</c>, separated by commas. Default none.</summary>
    public IReadOnlyList<string> NodeSelector { get; init; } = [];

    /// <summary>Taints that workers bear, <c>key=value:Effect</c>, <c>key:Effect</c> or <c>key</c>, separated by commas. Default none.</summary>
    public IReadOnlyList<string> Tolerations { get; init; } = [];

    /// <summary>Further environment variables, <c>NAME=value</c>, separated by commas. None of Freehold's own.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary>Name of the priority class of the pods. Default: the cluster's.</summary>
    public string? PriorityClass { get; init; }

    /// <summary>User that a worker runs as: any but root. Default 10001.</summary>
    public int RunAsUser { get; init; } = 10001;

    /// <summary>
    /// Storage class of the volume for temporary files, made with the pod and gone with it. Default: none, the files lie on the
    /// node's disk, limited to the job's <c>resources.disk</c>.
    /// </summary>
    public string? ScratchStorageClass { get; init; }

    /// <summary>
    /// JSON file with a pod template (<c>{"metadata": …, "spec": …}</c>), or a list of those, merged over each pod as a strategic merge patch;
    /// the worker's container is named <c>main</c>. One with <c>"sizes": ["L"]</c> is for pods of these sizes alone. For everything that has no option of its own, and it wins over those that do. Default none.
    /// </summary>
    public string? PodTemplateFile { get; init; }

    /// <summary>Most pods at the same time of a job that asks for parallelism, however much it asks for. Default 100; 1 to 10,000.</summary>
    public int MaxPodsPerJob { get; init; } = 100;

    /// <summary>
    /// A job that asks for parallelism is spread over pods when its inputs together are larger than this, in MiB; smaller ones run in one
    /// pod, since a pod takes seconds to come up. Default 64; 0 spreads every job of two tasks and more.
    /// </summary>
    public int SpreadFromMebibytes { get; init; } = 64;

    /// <summary>
    /// Name of the LocalQueue of Kueue that every Job waits in: Jobs are made suspended, and the queue lets them go. Default none.
    /// </summary>
    public string? KueueQueue { get; init; }

    /// <summary>How long a finished Job stays when nobody deletes it. Default 1 day; 10 min to 30 days.</summary>
    public TimeSpan KeepFinished { get; init; } = TimeSpan.FromDays(1);
}
