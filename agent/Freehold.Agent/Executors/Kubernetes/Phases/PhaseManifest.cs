using System.Globalization;
using System.Text.Json.Nodes;
using Freehold.JobContract.Tasks;

namespace Freehold.Agent.Executors.Kubernetes.Phases;

/// <summary>
/// Writes an attempt's later Jobs from its first one, so that whoever takes the attempt over needs nothing else: their pods are the first
/// one's with other arguments, and they go when it goes. Pure.
/// </summary>
internal static class PhaseManifest
{
    /// <summary>Where the cluster takes a container's last words from.</summary>
    public const string MessagePath = "/dev/termination-log";

    // As the worker documents them: a wrong command line, a task that failed for good, a document that is wrong.
    private static readonly int[] FailsTheJob = [2, 65, 78];

    // The document's path, and the three options that every verb has.
    private const int CommonArguments = 7;

    // Set by the cluster for each Job anew.
    private static readonly string[] ControllerLabels =
        ["controller-uid", "job-name", "batch.kubernetes.io/controller-uid", "batch.kubernetes.io/job-name"];

    /// <summary>The Job of the tasks: Indexed, each index with tries of its own.</summary>
    /// <param name="first">The first Job as the API server has it.</param>
    /// <param name="tasks">Tasks of the plan.</param>
    /// <param name="bytes">Size of their inputs.</param>
    /// <param name="options">How pods are made.</param>
    public static JsonObject TasksOf(JsonObject first, int tasks, ulong bytes, WorkerOptions options)
    {
        var body = BodyOf(first, JobPhase.Tasks, options);
        var annotations = body["metadata"]!["annotations"]!.AsObject();
        annotations[AttemptLabels.Tasks] = Text(tasks);
        annotations[AttemptLabels.Bytes] = bytes.ToString(CultureInfo.InvariantCulture);

        var spec = body["spec"]!.AsObject();
        var indexes = TaskIndexes.Count(tasks);
        spec["completionMode"] = "Indexed";
        spec["completions"] = indexes;
        spec["parallelism"] = Math.Min(indexes, Math.Min(NumberIn(first, AttemptLabels.Parallelism, otherwise: 1), options.MaxPodsPerJob));
        spec["backoffLimitPerIndex"] = NumberIn(first, AttemptLabels.Retries, otherwise: 0);
        spec["podReplacementPolicy"] = "Failed"; // with a failure policy there is no other
        spec["podFailurePolicy"] = new JsonObject
        {
            ["rules"] = new JsonArray(
                new JsonObject
                {
                    ["action"] = "FailJob",
                    ["onExitCodes"] = new JsonObject { ["containerName"] = JobManifest.Main, ["operator"] = "In", ["values"] = new JsonArray([.. FailsTheJob]) },
                },
                new JsonObject
                {
                    ["action"] = "Ignore",
                    ["onPodConditions"] = new JsonArray(new JsonObject { ["type"] = "DisruptionTarget", ["status"] = "True" }),
                }),
        };

        // Where a bad file is put aside, the others go on without it; else the first one that is given up is the job's end.
        if (AnnotationOf(first, AttemptLabels.BadFiles) is not "quarantine")
            spec["maxFailedIndexes"] = 0;

        var container = MainOf(body);
        container["args"] = ArgumentsOf(first, "task");
        var environment = container["env"]?.AsArray() ?? (container["env"] = new JsonArray()).AsArray();
        environment.Add(new JsonObject
        {
            ["name"] = "FREEHOLD_TASK_FAILURES",
            ["valueFrom"] = new JsonObject { ["fieldRef"] = new JsonObject { ["fieldPath"] = "metadata.annotations['batch.kubernetes.io/job-index-failure-count']" } },
        });
        return body;
    }

    /// <summary>The Job that ends the attempt.</summary>
    /// <param name="first">The first Job as the API server has it.</param>
    /// <param name="givenUp">Indexes that the cluster has given up, with the codes of their failures.</param>
    /// <param name="options">How pods are made.</param>
    public static JsonObject CommitOf(JsonObject first, IEnumerable<KeyValuePair<int, string>> givenUp, WorkerOptions options) =>
        SinglePodOf(first, JobPhase.Commit, options, givenUp.SelectMany(each => new[] { "--given-up", $"{Text(each.Key)}={each.Value}" }));

    /// <summary>The Job that clears away after the attempt.</summary>
    public static JsonObject AbandonOf(JsonObject first, WorkerOptions options) => SinglePodOf(first, JobPhase.Abandon, options, ["--abandon"]);

    private static JsonObject SinglePodOf(JsonObject first, JobPhase phase, WorkerOptions options, IEnumerable<string> more)
    {
        var body = BodyOf(first, phase, options);
        var spec = body["spec"]!.AsObject();
        (spec["completions"], spec["parallelism"], spec["backoffLimit"]) = (1, 1, 0);
        MainOf(body)["args"] = ArgumentsOf(first, "commit", more);
        return body;
    }

    private static JsonObject BodyOf(JsonObject first, JobPhase phase, WorkerOptions options)
    {
        var metadata = first["metadata"]!;
        var labels = metadata["labels"]!.DeepClone().AsObject();
        labels[AttemptLabels.Phase] = AttemptLabels.WordOf(phase);

        var template = first["spec"]!["template"]!.DeepClone().AsObject();
        var marked = template["metadata"]!["labels"]!.AsObject();
        foreach (var label in ControllerLabels)
            marked.Remove(label);
        marked[AttemptLabels.Phase] = AttemptLabels.WordOf(phase);

        var spec = new JsonObject { ["template"] = template, ["ttlSecondsAfterFinished"] = (int)options.KeepFinished.TotalSeconds };
        foreach (var kept in new[] { "activeDeadlineSeconds", "podReplacementPolicy" })
        {
            if (first["spec"]![kept] is { } value)
                spec[kept] = value.DeepClone();
        }

        // A queue lets each of them go for itself; who has stopped a job does not wait in it.
        if (phase is JobPhase.Abandon)
            labels.Remove(AttemptLabels.Queue);
        else if (labels.ContainsKey(AttemptLabels.Queue))
            spec["suspend"] = true;

        return new()
        {
            ["apiVersion"] = "batch/v1",
            ["kind"] = "Job",
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{(string)metadata["name"]!}{AttemptNames.SuffixOf(phase)}",
                ["labels"] = labels,
                ["annotations"] = new JsonObject { [AttemptLabels.DocumentDigest] = AnnotationOf(first, AttemptLabels.DocumentDigest) },
                // No controller of it: a queue would take it for a part of a Job that it has let go already.
                ["ownerReferences"] = new JsonArray(new JsonObject
                {
                    ["apiVersion"] = "batch/v1",
                    ["kind"] = "Job",
                    ["name"] = (string)metadata["name"]!,
                    ["uid"] = (string)metadata["uid"]!,
                }),
            },
            ["spec"] = spec,
        };
    }

    private static JsonArray ArgumentsOf(JsonObject first, string verb, params IEnumerable<string> more)
    {
        var common = MainOf(first)["args"]!.AsArray().Skip(1).Take(CommonArguments).Select(argument => (string)argument!);
        return new([.. new[] { verb }.Concat(common).Concat(["--result-to", MessagePath]).Concat(more).Select(word => JsonValue.Create(word))]);
    }

    private static JsonObject MainOf(JsonObject job) => job["spec"]!["template"]!["spec"]!["containers"]!.AsArray()
        .Select(container => container!.AsObject()).First(container => (string?)container["name"] == JobManifest.Main);

    private static string? AnnotationOf(JsonObject job, string name) => (string?)job["metadata"]!["annotations"]?[name];

    private static int NumberIn(JsonObject job, string annotation, int otherwise) =>
        int.TryParse(AnnotationOf(job, annotation), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
