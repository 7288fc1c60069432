using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Freehold.Testing.Kubernetes;

/// <summary>
/// What the Job controller and the garbage collector do, at once and one step at a time: a pod for a Job, conditions when it ends, no
/// pod while it is suspended or the quota is full. The pods do what the test tells them, see <see cref="SimulatedPod"/>.
/// </summary>
public sealed class JobSimulation(ObjectStore store, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, SimulatedPod> _pods = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SimulatedPod> _podsOfJobs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IndexedJob> _indexed = new(StringComparer.Ordinal);
    private int _made;

    /// <summary>Pods that the namespace has room for; default: any number.</summary>
    public int PodQuota { get; private set; } = int.MaxValue;

    /// <summary>Why the cluster refuses pods, in its own words; null: it does not.</summary>
    public string? PodRefusal { get; set; }

    /// <summary>Called for each new pod. Default: nothing happens to it until the test says so.</summary>
    public Action<SimulatedPod> PodMade { get; set; } = _ => { };

    /// <summary>Whether the simulation is off, because a recording says what happens.</summary>
    public bool IsOff { get; set; }

    /// <summary>Pods made so far.</summary>
    public int Made => _made;

    internal DateTimeOffset Now => time.GetUtcNow();

    internal TimeProvider Time => time;

    /// <summary>Changes the quota; Jobs that wait for room get their pods.</summary>
    public void SetPodQuota(string @namespace, int pods)
    {
        lock (store.Gate)
        {
            PodQuota = pods;
            foreach (var job in store.All("jobs", @namespace))
                Changed(job);
        }
    }

    /// <summary>What a queue does: takes a Job's place away, or gives it one.</summary>
    public void Suspend(string @namespace, string name, bool suspend)
    {
        lock (store.Gate)
        {
            var job = store.Find("jobs", @namespace, name)!;
            job["spec"]!["suspend"] = suspend;
            Changed(store.Put("jobs", job));
        }
    }

    /// <summary>The pod of a Job; null when it has none.</summary>
    public SimulatedPod? PodOf(string job) => _indexed.ContainsKey(job)
        ? PodsOf(job).FirstOrDefault()
        : _podsOfJobs.TryGetValue(job, out var pod) && pod.IsThere ? pod : null;

    /// <summary>All pods that were made, in no order.</summary>
    public IReadOnlyList<SimulatedPod> All => [.. _pods.Values];

    /// <summary>All pods of a Job that are there.</summary>
    public IReadOnlyList<SimulatedPod> PodsOf(string job) => [.. _pods.Values.Where(pod => pod.Job == job && pod.IsThere)];

    /// <summary>A pod by its name.</summary>
    public SimulatedPod? Find(string pod) => _pods.GetValueOrDefault(pod);

    internal void Created(JsonObject job)
    {
        if (!IsOff)
            MakePod(job);
    }

    internal void Changed(JsonObject job)
    {
        if (IsOff)
            return;

        var name = NameOf(job);
        if (IsOver(job))
            return;

        if ((bool?)job["spec"]!["suspend"] is true)
        {
            SetCondition(job, "Suspended", "JobSuspended");
            foreach (var pod in PodsOf(name).Where(pod => !pod.IsOver))
                pod.Delete();
        }
        else if (PodOf(name) is null || IsIndexed(job))
        {
            MakePod(Resume(job));
        }
    }

    private static bool IsIndexed(JsonObject job) => (string?)job["spec"]!["completionMode"] is "Indexed";

    private static bool IsOver(JsonObject job) => Conditions(job).Any(condition => (string?)condition!["type"] is not "Suspended");

    private static IEnumerable<JsonNode?> Conditions(JsonObject job) => job["status"]?["conditions"]?.AsArray() ?? [];

    private JsonObject Resume(JsonObject job)
    {
        if (Conditions(job).FirstOrDefault(condition => (string?)condition!["status"] is "True") is not { } suspended)
            return job;

        (suspended["status"], suspended["reason"]) = ("False", "JobResumed");
        return store.Put("jobs", job);
    }

    internal void Deleted(JsonObject job)
    {
        var @namespace = NamespaceOf(job);
        _indexed.TryRemove(NameOf(job), out _);
        foreach (var pod in PodsOf(NameOf(job)))
            pod.Delete();
        foreach (var secret in OwnedBy(job, "secrets"))
            store.Delete("secrets", @namespace, NameOf(secret));
        foreach (var owned in OwnedBy(job, "jobs"))
        {
            store.Delete("jobs", @namespace, NameOf(owned));
            Deleted(owned);
        }
    }

    private IEnumerable<JsonObject> OwnedBy(JsonObject job, string resource) => store.All(resource, NamespaceOf(job))
        .Where(owned => (string?)owned["metadata"]!["ownerReferences"]?[0]?["uid"] == (string?)job["metadata"]!["uid"]);

    internal void DeletePod(string @namespace, string name)
    {
        if (_pods.TryGetValue(name, out var pod))
            pod.Delete();
        else
            store.Delete("pods", @namespace, name);
    }

    /// <summary>What the controller does with a pod that has ended, or is about to.</summary>
    internal void PodIsOver(SimulatedPod pod, bool succeeded)
    {
        lock (store.Gate)
        {
            if (store.Find("jobs", pod.Namespace, pod.Job) is not { } job || IsOver(job))
                return;
            if (_indexed.TryGetValue(pod.Job, out var indexed))
            {
                IndexIsOver(indexed, pod, succeeded, job);
                return;
            }

            if ((bool?)job["spec"]!["suspend"] is true)
                return;

            if (succeeded)
                SetCondition(SetCondition(job, "SuccessCriteriaMet", "CompletionsReached"), "Complete", "CompletionsReached");
            else
                SetCondition(SetCondition(job, "FailureTarget", "BackoffLimitExceeded"), "Failed", "BackoffLimitExceeded");
        }
    }

    // While it is suspended nothing counts against an index.
    private void IndexIsOver(IndexedJob indexed, SimulatedPod pod, bool succeeded, JsonObject job)
    {
        var spec = job["spec"]!.AsObject();
        if ((bool?)spec["suspend"] is true && !succeeded)
        {
            indexed.Active.Remove(pod.Index!.Value);
            WriteCounts(indexed, job);
            return;
        }

        if (!indexed.Take(pod, succeeded, spec))
            return;

        if (indexed.FailureReason is { } reason)
        {
            job = SetCondition(WriteCounts(indexed, job), "FailureTarget", reason);
            foreach (var other in indexed.Active.Values.ToList())
                other.Delete();
            SetCondition(job, "Failed", reason);
        }
        else if (indexed.IsOver(spec))
        {
            job = WriteCounts(indexed, job);
            if (indexed.HasFailedIndexes)
                SetCondition(SetCondition(job, "FailureTarget", "FailedIndexes"), "Failed", "FailedIndexes");
            else
                SetCondition(SetCondition(job, "SuccessCriteriaMet", "CompletionsReached"), "Complete", "CompletionsReached");
        }
        else
        {
            MakePod(WriteCounts(indexed, job));
        }
    }

    private JsonObject WriteCounts(IndexedJob indexed, JsonObject job)
    {
        var status = job["status"]?.AsObject() ?? (job["status"] = new JsonObject()).AsObject();
        status["startTime"] ??= Clock.Text(Now);
        indexed.Write(status, job["spec"]!.AsObject());
        return store.Put("jobs", job);
    }

    /// <summary>The counts change with the state of a pod too.</summary>
    internal void PodHasChanged(SimulatedPod pod)
    {
        lock (store.Gate)
        {
            if (_indexed.TryGetValue(pod.Job, out var indexed) && store.Find("jobs", pod.Namespace, pod.Job) is { } job && !IsOver(job))
                WriteCounts(indexed, job);
        }
    }

    /// <summary>A warning about an object, as controllers and kubelets give them.</summary>
    public void Warn(string kind, string @namespace, string name, string reason, string message)
    {
        store.Put("events", new()
        {
            ["kind"] = "Event",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject { ["name"] = $"{name}.{Guid.NewGuid():N}", ["namespace"] = @namespace },
            ["involvedObject"] = new JsonObject { ["kind"] = kind, ["namespace"] = @namespace, ["name"] = name },
            ["type"] = "Warning",
            ["reason"] = reason,
            ["message"] = message,
        });
    }

    private static string NameOf(JsonObject value) => (string)value["metadata"]!["name"]!;

    private static string NamespaceOf(JsonObject value) => (string)value["metadata"]!["namespace"]!;

    private void MakePod(JsonObject job)
    {
        var (name, @namespace) = (NameOf(job), NamespaceOf(job));
        if ((bool?)job["spec"]!["suspend"] is true)
        {
            SetCondition(job, "Suspended", "JobSuspended");
            return;
        }

        if ((int?)job["spec"]!["parallelism"] is 0)
            return;

        if (PodRefusal is { } refusal)
        {
            Warn("Job", @namespace, name, "FailedCreate", $"Error creating: {refusal}");
            return;
        }

        if (PodQuota < int.MaxValue && _pods.Values.Count(pod => pod.IsThere) >= PodQuota)
        {
            Warn("Job", @namespace, name, "FailedCreate",
                $"Error creating: pods \"{name}-x\" is forbidden: exceeded quota: q, requested: pods=1, used: pods={PodQuota}, limited: pods={PodQuota}");
            return;
        }

        if (IsIndexed(job))
        {
            MakeIndexedPods(job);
            return;
        }

        var pod = new SimulatedPod(store, this, @namespace, name, $"{name}-{Interlocked.Increment(ref _made):x5}", job);
        _pods[pod.Name] = _podsOfJobs[name] = pod;
        pod.Appear();
        job["status"] = new JsonObject { ["startTime"] = Clock.Text(Now), ["active"] = 1 };
        store.Put("jobs", job);
        PodMade(pod);
    }

    private void MakeIndexedPods(JsonObject job)
    {
        var (name, @namespace) = (NameOf(job), NamespaceOf(job));
        var indexed = _indexed.GetOrAdd(name, _ => new());
        var made = new List<SimulatedPod>();
        while (_pods.Values.Count(pod => pod.IsThere && !pod.IsOver) < PodQuota && indexed.Next(job["spec"]!.AsObject()) is { } next)
        {
            var pod = new SimulatedPod(store, this, @namespace, name, $"{name}-{next.Index}-{Interlocked.Increment(ref _made):x5}", job, next);
            _pods[pod.Name] = indexed.Active[next.Index] = pod;
            pod.Appear();
            made.Add(pod);
        }

        WriteCounts(indexed, job);
        made.ForEach(PodMade);
    }

    private JsonObject SetCondition(JsonObject job, string type, string reason)
    {
        job = job.DeepClone().AsObject();
        var status = job["status"]?.AsObject() ?? (job["status"] = new JsonObject()).AsObject();
        var conditions = status["conditions"]?.AsArray() ?? (status["conditions"] = new JsonArray()).AsArray();
        if (conditions.FirstOrDefault(condition => (string?)condition!["type"] == type) is { } before)
            before["status"] = "True";
        else
            conditions.Add(new JsonObject { ["type"] = type, ["status"] = "True", ["reason"] = reason, ["lastTransitionTime"] = Clock.Text(Now) });
        status.Remove("active");
        return store.Put("jobs", job);
    }
}
