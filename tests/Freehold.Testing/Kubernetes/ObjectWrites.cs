using System.Text.Json.Nodes;

namespace Freehold.Testing.Kubernetes;

/// <summary>Creates, replaces, patches and deletes, with the checks that an API server makes before.</summary>
internal sealed class ObjectWrites(ObjectStore store, ApiFaults faults, JobSimulation jobs)
{
    public JsonObject Create(string resource, string @namespace, JsonObject value)
    {
        lock (store.Gate)
        {
            var name = (string)value["metadata"]!["name"]!;
            Admit(resource, name);
            if (store.Find(resource, @namespace, name) is not null)
                throw new ApiRefusedException(ApiStatus.AlreadyExists(resource, name));

            value["metadata"]!["namespace"] = @namespace;
            value["metadata"]!["creationTimestamp"] = Clock.Text(jobs.Now);
            if (resource is "secrets" && OwnerIsGone(@namespace, value))
                return CreateForNobody(resource, @namespace, name, value);

            var stored = store.Put(resource, value);
            if (resource is "jobs")
                jobs.Created(stored);
            return stored;
        }
    }

    /// <summary>What a dry run does: all checks, and nothing is kept.</summary>
    public JsonObject Try(string resource, JsonObject value)
    {
        lock (store.Gate)
        {
            Admit(resource, (string)value["metadata"]!["name"]!);
            return value;
        }
    }

    public JsonObject Replace(string resource, string @namespace, string name, JsonObject value)
    {
        lock (store.Gate)
        {
            Admit(resource, name);
            var there = Get(resource, @namespace, name);
            if ((string?)value["metadata"]!["resourceVersion"] is not { Length: > 0 } asked)
                throw new ApiRefusedException(new(422, "Invalid", $"{resource} \"{name}\" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update"));
            if (asked != (string?)there["metadata"]!["resourceVersion"])
                throw new ApiRefusedException(ApiStatus.Conflict(resource, name));

            value["metadata"]!["namespace"] = @namespace;
            return store.Put(resource, value);
        }
    }

    public JsonObject MergePatch(string resource, string @namespace, string name, JsonObject patch)
    {
        lock (store.Gate)
        {
            Admit(resource, name);
            var value = Get(resource, @namespace, name);
            Merge(value, patch);
            var stored = store.Put(resource, value);
            if (resource is "jobs")
                jobs.Changed(stored);
            return stored;
        }
    }

    public void Delete(string resource, string @namespace, string name)
    {
        lock (store.Gate)
        {
            var there = Get(resource, @namespace, name);
            if (resource is "pods")
            {
                jobs.DeletePod(@namespace, name);
                return;
            }

            store.Delete(resource, @namespace, name);
            if (resource is "jobs")
                jobs.Deleted(there);
        }
    }

    public JsonObject Get(string resource, string @namespace, string name) =>
        store.Find(resource, @namespace, name) ?? throw new ApiRefusedException(ApiStatus.NotFound(resource, name));

    private JsonObject CreateForNobody(string resource, string @namespace, string name, JsonObject value)
    {
        var stored = store.Put(resource, value);
        store.Delete(resource, @namespace, name);
        return stored;
    }

    // The garbage collector takes what belongs to nobody, within milliseconds.
    private bool OwnerIsGone(string @namespace, JsonObject value) =>
        value["metadata"]!["ownerReferences"]?.AsArray() is [{ } owner, ..]
        && (string?)store.Find("jobs", @namespace, (string)owner["name"]!)?["metadata"]!["uid"] != (string?)owner["uid"];

    private void Admit(string resource, string name)
    {
        if (faults.Admission(resource, name) is { } refusal)
            throw new ApiRefusedException(refusal);
    }

    private static void Merge(JsonObject into, JsonObject patch)
    {
        foreach (var (key, value) in patch)
        {
            if (value is JsonObject inner && into[key] is JsonObject there)
                Merge(there, inner);
            else if (value is null)
                into.Remove(key);
            else
                into[key] = value.DeepClone();
        }
    }
}
