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

    /// <summary>The pod of a Job; null when it has none.</summary>
    public SimulatedPod? PodOf(string job) => _podsOfJobs.TryGetValue(job, out var pod) && pod.IsThere ? pod : null;

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
        if ((bool?)job["spec"]!["suspend"] is true)
        {
            SetCondition(job, "Suspended", "JobSuspended");
            PodOf(name)?.Delete();
        }
        else if (PodOf(name) is null && job["status"]?["conditions"] is null)
        {
            MakePod(job);
        }
    }

    internal void Deleted(JsonObject job)
    {
        var @namespace = NamespaceOf(job);
        PodOf(NameOf(job))?.Delete();
        var uid = (string?)job["metadata"]!["uid"];
        foreach (var secret in store.Page("secrets", @namespace, "", secret => (string?)secret["metadata"]!["ownerReferences"]?[0]?["uid"] == uid, limit: null).Page)
            store.Delete("secrets", @namespace, NameOf(secret));
    }

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
            if (store.Find("jobs", pod.Namespace, pod.Job) is not { } job || (bool?)job["spec"]!["suspend"] is true || job["status"]?["conditions"] is not null)
                return;

            if (succeeded)
                SetCondition(SetCondition(job, "SuccessCriteriaMet", "CompletionsReached"), "Complete", "CompletionsReached");
            else
                SetCondition(SetCondition(job, "FailureTarget", "BackoffLimitExceeded"), "Failed", "BackoffLimitExceeded");
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

        var pod = new SimulatedPod(store, this, @namespace, name, $"{name}-{Interlocked.Increment(ref _made):x5}", job);
        _pods[pod.Name] = _podsOfJobs[name] = pod;
        pod.Appear();
        job["status"] = new JsonObject { ["startTime"] = Clock.Text(Now), ["active"] = 1 };
        store.Put("jobs", job);
        PodMade(pod);
    }

    private JsonObject SetCondition(JsonObject job, string type, string reason)
    {
        job = job.DeepClone().AsObject();
        var status = job["status"]?.AsObject() ?? (job["status"] = new JsonObject()).AsObject();
        var conditions = status["conditions"]?.AsArray() ?? (status["conditions"] = new JsonArray()).AsArray();
        if (conditions.All(condition => (string?)condition!["type"] != type))
            conditions.Add(new JsonObject { ["type"] = type, ["status"] = "True", ["reason"] = reason, ["lastTransitionTime"] = Clock.Text(Now) });
        status.Remove("active");
        return store.Put("jobs", job);
    }
}
