using System.Text.Json.Nodes;

namespace Freehold.Testing.Kubernetes;

/// <summary>One pod of a Job, which does what the test says: the kubelet's part.</summary>
public sealed class SimulatedPod
{
    private readonly ObjectStore _store;
    private readonly JobSimulation _jobs;
    private readonly JsonObject _pod;
    private string _imageId = "sha256:0";

    internal SimulatedPod(ObjectStore store, JobSimulation jobs, string @namespace, string job, string name, JsonObject owner, IndexedTry? indexed = null)
    {
        _store = store;
        _jobs = jobs;
        (Namespace, Job, Name) = (@namespace, job, name);
        var template = owner["spec"]!["template"]!.DeepClone().AsObject();
        var metadata = template["metadata"]?.DeepClone().AsObject() ?? [];
        (metadata["name"], metadata["namespace"], metadata["uid"], metadata["creationTimestamp"]) = (name, @namespace, Guid.NewGuid().ToString(), Clock.Text(jobs.Now));
        Index = indexed?.Index;
        indexed?.Mark(metadata, template["spec"]!.AsObject(), job);
        _pod = new()
        {
            ["kind"] = "Pod",
            ["apiVersion"] = "v1",
            ["metadata"] = metadata,
            ["spec"] = template["spec"]!.DeepClone(),
            ["status"] = new JsonObject { ["phase"] = "Pending" },
        };
    }

    /// <summary>Its namespace.</summary>
    public string Namespace { get; }

    /// <summary>Its Job's name.</summary>
    public string Job { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its index, in an Indexed Job.</summary>
    public int? Index { get; }

    /// <summary>The container of its worker, as Kubernetes writes it.</summary>
    public JsonObject Container => Spec["containers"]![0]!.AsObject();

    /// <summary>What its worker has written.</summary>
    public PodLog Log { get; } = new();

    /// <summary>Whether the API server has it.</summary>
    public bool IsThere => _store.Has("pods", Namespace, Name);

    /// <summary>Called when it is told to go, before it goes. Default: it is killed.</summary>
    public Action<SimulatedPod>? OnTerminate { get; set; }

    /// <summary>Whether its node is away: it cannot be stopped.</summary>
    public bool NodeIsAway { get; set; }

    /// <summary>Completes it with states: bound to a node, image there, container running.</summary>
    public void Run()
    {
        SetCondition("PodScheduled", "True", reason: null);
        SetState(new() { ["running"] = new JsonObject { ["startedAt"] = Clock.Text(_jobs.Now) } }, "Running");
        _jobs.PodHasChanged(this);
    }

    /// <summary>The node that it runs on.</summary>
    public void IsOn(string node) => Change(pod => pod["spec"]!["nodeName"] = node);

    /// <summary>The id of its image, as a container runtime gives it.</summary>
    public void RunsImage(string imageId) => _imageId = imageId;

    /// <summary>No node takes it.</summary>
    public void IsUnschedulable() => SetCondition("PodScheduled", "False", "Unschedulable");

    /// <summary>It has a node, and its container waits.</summary>
    public void WaitsIn(string reason, string message = "")
    {
        SetCondition("PodScheduled", "True", reason: null);
        SetState(new() { ["waiting"] = new JsonObject { ["reason"] = reason, ["message"] = message } }, "Pending");
    }

    /// <summary>Its worker writes a line.</summary>
    public void Writes(string line) => Log.Append(line + "\n");

    /// <summary>Its worker ends.</summary>
    public void Ends(int exitCode, string? reason = null, string? message = null)
    {
        var end = new JsonObject { ["exitCode"] = exitCode, ["reason"] = reason ?? (exitCode == 0 ? "Completed" : "Error"), ["startedAt"] = Clock.Text(_jobs.Now), ["finishedAt"] = Clock.Text(_jobs.Now) };
        if (message is not null)
            end["message"] = message;
        SetState(new() { ["terminated"] = end }, exitCode == 0 ? "Succeeded" : "Failed");
        Log.Complete();
        _jobs.PodIsOver(this, exitCode == 0);
    }

    /// <summary>A condition of it.</summary>
    public void SetCondition(string type, string status, string? reason) => Change(pod =>
    {
        var conditions = pod["status"]!["conditions"]?.AsArray() ?? (pod["status"]!["conditions"] = new JsonArray()).AsArray();
        if (conditions.FirstOrDefault(condition => (string?)condition!["type"] == type) is { } before)
            conditions.Remove(before);
        var made = new JsonObject { ["type"] = type, ["status"] = status };
        if (reason is not null)
            made["reason"] = reason;
        conditions.Add(made);
    });

    /// <summary>It is told to go: asked, killed, and taken away, as far as its node can be reached.</summary>
    public void Delete()
    {
        Change(pod => pod["metadata"]!["deletionTimestamp"] = Clock.Text(_jobs.Now));
        if (NodeIsAway)
            return;

        OnTerminate?.Invoke(this);
        if (IsRunning)
            Ends(137);
        Log.Complete();
        _store.Delete("pods", Namespace, Name);
        _jobs.PodIsOver(this, succeeded: false);
    }

    /// <summary>What it was made to do.</summary>
    internal JsonObject Spec => _pod["spec"]!.AsObject();

    /// <summary>Where it is kept, with what it mounts.</summary>
    internal ObjectStore Store => _store;

    internal bool IsRunning => _pod["status"]!["containerStatuses"]?[0]?["state"]?["running"] is not null;

    internal bool IsOver => (string?)_pod["status"]!["phase"] is "Succeeded" or "Failed";

    /// <summary>Exit code of its worker; null while it has none.</summary>
    internal int? ExitCode => (int?)_pod["status"]!["containerStatuses"]?[0]?["state"]?["terminated"]?["exitCode"];

    /// <summary>Whether it has a condition that is true.</summary>
    internal bool Has(string condition) => _pod["status"]!["conditions"]?.AsArray()
        .Any(each => (string?)each!["type"] == condition && (string?)each["status"] is "True") is true;

    /// <summary>An annotation, for what the kubelet fills in.</summary>
    internal string Annotation(string name) => (string?)_pod["metadata"]!["annotations"]?[name] ?? "";

    /// <summary>Begins, unless it was told to go before.</summary>
    internal bool TryBegin(Action begin, Action terminate)
    {
        lock (_store.Gate)
        {
            if (!IsThere)
                return false;

            OnTerminate = _ => terminate();
            begin();
            return true;
        }
    }

    internal void Appear() => _store.Put("pods", _pod);

    private void SetState(JsonObject state, string phase) => Change(pod =>
    {
        pod["status"]!["phase"] = phase;
        pod["status"]!["containerStatuses"] = new JsonArray(new JsonObject
        {
            ["name"] = (string)pod["spec"]!["containers"]![0]!["name"]!,
            ["image"] = "worker",
            ["imageID"] = _imageId,
            ["ready"] = state.ContainsKey("running"),
            ["restartCount"] = 0,
            ["state"] = state,
        });
    });

    private void Change(Action<JsonObject> change)
    {
        lock (_store.Gate)
        {
            change(_pod);
            if (IsThere)
                _store.Put("pods", _pod);
        }
    }
}
