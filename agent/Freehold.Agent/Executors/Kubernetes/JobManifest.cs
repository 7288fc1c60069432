using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Freehold.Agent.Executors.Kubernetes.Phases;
using Freehold.Agent.Executors.Kubernetes.PodTemplates;
using Freehold.Agent.Startup;
using Freehold.JobContract.Documents;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>
/// Writes the Job and the Secret of an attempt. Of the same attempt it always writes the same, and it passes the restricted
/// profile of pod security.
/// </summary>
internal sealed class JobManifest(IOptions<WorkerOptions> workers, IOptions<ExecutorOptions> executor, IOptions<AgentOptions> agent)
{
    /// <summary>Name of the worker's container: what else runs in its pod is not the worker.</summary>
    public const string Main = "main";

    private const string DocumentFolder = "/freehold/job";
    private const string DocumentFile = "job.json";
    private const string ScratchFolder = "/scratch";

    // Beyond the job's own limit, which the agent keeps: this one is for workers whose agent is gone.
    private static readonly TimeSpan DeadlineMargin = TimeSpan.FromMinutes(10);

    // A job without a time limit.
    private static readonly TimeSpan LongestPlanned = TimeSpan.FromDays(30);

    private readonly Lazy<PodTemplateFile> _template = new(() => PodTemplateFile.Read(workers.Value.PodTemplateFile));

    /// <summary>The Job as it is made: its pods with the operator's template merged over them.</summary>
    /// <remarks>In JSON, since the template may hold what no type of ours has a member for.</remarks>
    public JsonObject BodyOf(WorkOrder order)
    {
        var job = JobOf(order);
        var body = JsonNode.Parse(KubernetesJson.Serialize(job))!.AsObject();
        var template = body["spec"]!["template"]!.AsObject();
        _template.Value.ApplyTo(template, SizeOf(order).Class);

        // By these the agent finds its own again, and one Job is one attempt: no template changes that.
        var labels = template["metadata"]!["labels"] as JsonObject ?? [];
        foreach (var (name, value) in job.Metadata.Labels)
            labels[name] = value;
        template["metadata"]!["labels"] ??= labels;
        template["spec"]!["restartPolicy"] = job.Spec.Template.Spec.RestartPolicy;
        if (UsesQueue)
            Queue(body);
        return body;
    }

    public V1Job JobOf(WorkOrder order)
    {
        using var json = JsonDocument.Parse(order.Document);
        var document = json.RootElement;
        var kind = Text(document, "kind") ?? "unknown";
        var labels = AttemptLabels.Of(order.Attempt, kind, agent.Value.Label!);
        var sharing = TaskSharing.Of(document);
        labels[AttemptLabels.Phase] = sharing is null ? AttemptLabels.RunPhase : AttemptLabels.PlanPhase;

        return new()
        {
            ApiVersion = $"{V1Job.KubeGroup}/{V1Job.KubeApiVersion}",
            Kind = V1Job.KubeKind,
            Metadata = new()
            {
                Name = AttemptNames.Of(order.Attempt),
                Labels = labels,
                Annotations = AnnotationsOf(order, sharing),
            },
            Spec = new()
            {
                // One try: another one is another attempt, with a number of its own.
                BackoffLimit = 0,
                Completions = 1,
                Parallelism = 1,
                ActiveDeadlineSeconds = DeadlineOf(document),
                TtlSecondsAfterFinished = (int)LifeAfterEndOf(document, sharing).TotalSeconds,
                Template = new() { Metadata = new() { Labels = labels }, Spec = PodOf(order, kind, WorkerSize.Of(document).With(order.MemoryBytes), sharing) },
            },
        };
    }

    /// <summary>Whether Jobs wait in a queue of the cluster.</summary>
    public bool UsesQueue => workers.Value.KueueQueue is { Length: > 0 };

    /// <param name="job">The Job as the API server has it: the Secret goes when it goes.</param>
    public V1Secret SecretOf(WorkOrder order, V1Job job) => new()
    {
        ApiVersion = V1Secret.KubeApiVersion,
        Kind = V1Secret.KubeKind,
        Metadata = new()
        {
            Name = job.Metadata.Name,
            Labels = job.Metadata.Labels,
            OwnerReferences =
            [
                new() { ApiVersion = $"{V1Job.KubeGroup}/{V1Job.KubeApiVersion}", Kind = V1Job.KubeKind, Name = job.Metadata.Name, Uid = job.Metadata.Uid },
            ],
        },
        Immutable = true,
        StringData = new Dictionary<string, string>(StringComparer.Ordinal) { [DocumentFile] = order.Document },
    };

    // Read from the text and not by the reader of documents: a newer control plane's may have keys that this agent does not know.
    private static long? DeadlineOf(JsonElement document) =>
        Durations.TryParse(Text(document, "timeLimit") ?? "", out var limit) ? (long)(limit + DeadlineMargin).TotalSeconds : null;

    private static Dictionary<string, string> AnnotationsOf(WorkOrder order, TaskSharing? sharing)
    {
        var annotations = AttemptAnnotations.Of(order);
        foreach (var (name, value) in sharing?.Annotations ?? [])
            annotations[name] = value;
        return annotations;
    }

    // The later Jobs and the Secret are its own and go with it, so one that has planned stays until they must have ended.
    private TimeSpan LifeAfterEndOf(JsonElement document, TaskSharing? sharing) => workers.Value.KeepFinished
        + (sharing is null ? TimeSpan.Zero : DeadlineOf(document) is { } seconds ? TimeSpan.FromSeconds(seconds) * 3 : LongestPlanned);

    // The queue lets it go; a pod that it takes away again may still clear up while the next one is there already, unless it is waited for.
    private void Queue(JsonObject body)
    {
        body["metadata"]!["labels"]![AttemptLabels.Queue] = workers.Value.KueueQueue;
        body["spec"]!["suspend"] = true;
        body["spec"]!["podReplacementPolicy"] = "Failed";
    }

    private static WorkerSize SizeOf(WorkOrder order)
    {
        using var json = JsonDocument.Parse(order.Document);
        return WorkerSize.Of(json.RootElement);
    }

    private static string? Text(JsonElement document, string key) =>
        document.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private V1PodSpec PodOf(WorkOrder order, string kind, WorkerSize size, TaskSharing? sharing)
    {
        var options = workers.Value;
        return new()
        {
            RestartPolicy = "Never",
            AutomountServiceAccountToken = false,
            EnableServiceLinks = false,
            ServiceAccountName = PodPlacement.ServiceAccountOf(kind, options),
            NodeSelector = PodPlacement.NodeSelectorOf(options),
            Tolerations = PodPlacement.TolerationsOf(options),
            PriorityClassName = options.PriorityClass,
            ImagePullSecrets = options.ImagePullSecrets.Count == 0 ? null : [.. options.ImagePullSecrets.Select(name => new V1LocalObjectReference { Name = name })],
            TerminationGracePeriodSeconds = (long)Math.Ceiling(executor.Value.StopGrace.TotalSeconds),
            SecurityContext = new()
            {
                RunAsNonRoot = true,
                RunAsUser = options.RunAsUser,
                RunAsGroup = options.RunAsUser,
                FsGroup = options.RunAsUser,
                SeccompProfile = new() { Type = "RuntimeDefault" },
            },
            Containers = [ContainerOf(order, size, sharing)],
            Volumes =
            [
                new() { Name = "job", Secret = new() { SecretName = AttemptNames.Of(order.Attempt) } },
                ScratchOf(size),
            ],
        };
    }

    private V1Container ContainerOf(WorkOrder order, WorkerSize size, TaskSharing? sharing) => new()
    {
        Name = Main,
        Image = ImageName.From(workers.Value.Image!, workers.Value.Registry),
        ImagePullPolicy = workers.Value.ImagePullPolicy,
        Command = workers.Value.Command.Count == 0 ? null : [.. workers.Value.Command],
        Args =
        [
            sharing is null ? "run" : "plan", $"{DocumentFolder}/{DocumentFile}",
            "--job-id", order.Attempt.Job.ToString("D"),
            "--attempt", order.Attempt.Number.ToString(CultureInfo.InvariantCulture),
            "--work-folder", ScratchFolder,
            .. sharing?.PlanArguments(workers.Value) ?? [],
        ],
        Env = [.. EnvironmentOf(order)],
        Resources = size.ToResources(),
        SecurityContext = new()
        {
            AllowPrivilegeEscalation = false,
            ReadOnlyRootFilesystem = true,
            Capabilities = new() { Drop = ["ALL"] },
        },
        // The last line of the log is the result, should the log itself be out of reach.
        TerminationMessagePolicy = "FallbackToLogsOnError",
        VolumeMounts =
        [
            new() { Name = "job", MountPath = DocumentFolder, ReadOnlyProperty = true },
            new() { Name = "scratch", MountPath = ScratchFolder },
        ],
    };

    private IEnumerable<V1EnvVar> EnvironmentOf(WorkOrder order)
    {
        foreach (var entry in workers.Value.Environment.Select(entry => entry.Split('=', 2)))
            yield return new() { Name = entry[0], Value = entry[1] };

        yield return new() { Name = "HOME", Value = ScratchFolder };
        yield return new() { Name = "TMPDIR", Value = ScratchFolder };
        yield return new() { Name = "FREEHOLD_ATTEMPT", Value = order.Attempt.ToString() };
        if (order.Traceparent.Length > 0)
            yield return new() { Name = "TRACEPARENT", Value = order.Traceparent };
        if (order.CorrelationId.Length > 0)
            yield return new() { Name = "FREEHOLD_CORRELATION_ID", Value = order.CorrelationId };
        if (order.MemoryBytes > 0)
            yield return new() { Name = WorkOrder.MemoryVariable, Value = order.MemoryBytes.ToString(CultureInfo.InvariantCulture) };

        // So that it can tell its container's memory from that of others beside it.
        yield return new() { Name = "FREEHOLD_OWN_CONTAINER", Value = "1" };

        // By reference: the values are in no object of ours, and a Secret that is not there is told as such.
        foreach (var secret in NamedSecrets.Of(order.Document))
            yield return new() { Name = secret.EnvironmentVariable, ValueFrom = new() { SecretKeyRef = new() { Name = secret.Name, Key = secret.Key } } };
    }

    private V1Volume ScratchOf(WorkerSize size) => workers.Value.ScratchStorageClass is not { } storage
        ? new() { Name = "scratch", EmptyDir = new() { SizeLimit = size.Disk } }
        : new()
        {
            Name = "scratch",
            Ephemeral = new()
            {
                VolumeClaimTemplate = new()
                {
                    Spec = new()
                    {
                        AccessModes = ["ReadWriteOnce"],
                        StorageClassName = storage,
                        Resources = new() { Requests = new Dictionary<string, ResourceQuantity>(StringComparer.Ordinal) { ["storage"] = size.Disk } },
                    },
                },
            },
        };
}
