using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Freehold.Testing.Kubernetes;

/// <summary>Creates, replaces, patches and deletes, with the checks that an API server makes before.</summary>
internal sealed partial class ObjectWrites(ObjectStore store, ApiFaults faults, JobSimulation jobs)
{
    public JsonObject Create(string resource, string @namespace, JsonObject value)
    {
        lock (store.Gate)
        {
            var name = (string)value["metadata"]!["name"]!;
            Admit(resource, name);
            Check(resource, value);
            if (store.Has(resource, @namespace, name))
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

    /// <summary>A dry run: the same checks, and nothing is stored.</summary>
    public JsonObject TryCreate(string resource, string @namespace, JsonObject value)
    {
        lock (store.Gate)
        {
            var name = (string)value["metadata"]!["name"]!;
            Admit(resource, name);
            return store.Find(resource, @namespace, name) is null ? value : throw new ApiRefusedException(ApiStatus.AlreadyExists(resource, name));
        }
    }

    public JsonObject Replace(string resource, string @namespace, string name, JsonObject value)
    {
        lock (store.Gate)
        {
            Admit(resource, name);
            Check(resource, value);
            if (resource is "leases" && store.Find(resource, @namespace, name) is null)
                return MakeAnew(resource, @namespace, name, value);

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

    // Leases may be created by an update, whatever version it names; a uid is what it may not differ in.
    private JsonObject MakeAnew(string resource, string @namespace, string name, JsonObject value)
    {
        if (value["metadata"]!["uid"] is { } uid)
            throw new ApiRefusedException(new(409, "Conflict", $"Operation cannot be fulfilled on {resource} \"{name}\": Precondition failed: UID in precondition: {uid}, UID in object meta: "));

        value["metadata"]!["namespace"] = @namespace;
        return store.Put(resource, value);
    }

    private static void Check(string resource, JsonObject value)
    {
        if (resource is not "leases")
            return;

        foreach (var time in new[] { "acquireTime", "renewTime" })
        {
            if ((string?)value["spec"]![time] is { } text && !MicroTime().IsMatch(text))
                throw new ApiRefusedException(new(400, "BadRequest", $"Lease in version \"v1\" cannot be handled as a Lease: parsing time \"{text}\""));
        }

        if ((int?)value["spec"]!["leaseDurationSeconds"] is <= 0)
            throw new ApiRefusedException(new(422, "Invalid", "spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0"));
    }

    [GeneratedRegex(@"\.[0-9]{6}Z\z", RegexOptions.None, 1000)]
    private static partial Regex MicroTime();

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
