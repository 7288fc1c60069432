using System.Globalization;
using System.Text.Json.Nodes;

namespace Freehold.Testing.Kubernetes;

/// <summary>
/// What an API server keeps: objects by resource, namespace and name, one version for all of them, and the history that watches
/// read. Objects that go in or out are copies.
/// </summary>
/// <remarks>Safe from any thread; callers that do several things at once hold <see cref="Gate"/>.</remarks>
public sealed class ObjectStore
{
    // By resource and namespace, then by name. What is in there is never changed, only replaced.
    private readonly Dictionary<(string Resource, string Namespace), SortedDictionary<string, JsonObject>> _objects = [];
    private readonly List<StoreChange> _history = [];
    private long _oldest;
    private TaskCompletionSource _changed = New();

    /// <summary>Held while several objects change together.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The newest resourceVersion.</summary>
    public long Version { get; private set; } = 100;

    /// <summary>Completes at the next change.</summary>
    public Task Changed
    {
        get
        {
            lock (Gate)
                return _changed.Task;
        }
    }

    /// <summary>A copy of the object; null when it is not there.</summary>
    public JsonObject? Find(string resource, string @namespace, string name)
    {
        lock (Gate)
            return Of(resource, @namespace).TryGetValue(name, out var found) ? Copy(found) : null;
    }

    /// <summary>Whether the object is there.</summary>
    public bool Has(string resource, string @namespace, string name)
    {
        lock (Gate)
            return Of(resource, @namespace).ContainsKey(name);
    }

    /// <summary>Copies of all objects of a resource, by name.</summary>
    public IReadOnlyList<JsonObject> All(string resource, string @namespace)
    {
        lock (Gate)
            return [.. Of(resource, @namespace).Values.Select(Copy)];
    }

    /// <summary>Copies of the first objects behind a name that a selector takes, and how many more there are.</summary>
    internal (IReadOnlyList<JsonObject> Page, int More) Page(string resource, string @namespace, string after, Func<JsonObject, bool> selects, int? limit)
    {
        lock (Gate)
        {
            var behind = Of(resource, @namespace).Where(each => string.CompareOrdinal(each.Key, after) > 0 && selects(each.Value)).Select(each => each.Value).ToList();
            var page = behind.Take(limit ?? behind.Count).Select(Copy).ToList();
            return (page, behind.Count - page.Count);
        }
    }

    /// <summary>Puts an object, new or changed, with the next version.</summary>
    /// <returns>A copy as it is stored.</returns>
    public JsonObject Put(string resource, JsonObject value)
    {
        lock (Gate)
        {
            var stored = Copy(value);
            var metadata = stored["metadata"]!.AsObject();
            metadata["resourceVersion"] = (++Version).ToString(CultureInfo.InvariantCulture);
            metadata["uid"] ??= Guid.NewGuid().ToString();
            var (objects, name) = (Of(resource, (string)metadata["namespace"]!), (string)metadata["name"]!);
            var type = objects.ContainsKey(name) ? "MODIFIED" : "ADDED";
            objects[name] = stored;
            Note(new(Version, resource, type, stored));
            return Copy(stored);
        }
    }

    /// <summary>Takes an object away; nothing happens when it is not there.</summary>
    public void Delete(string resource, string @namespace, string name)
    {
        lock (Gate)
        {
            if (!Of(resource, @namespace).Remove(name, out var last))
                return;

            last = Copy(last);
            last["metadata"]!["resourceVersion"] = (++Version).ToString(CultureInfo.InvariantCulture);
            Note(new(Version, resource, "DELETED", last));
        }
    }

    /// <summary>Forgets the history: whoever comes with an older version is told that it is gone.</summary>
    public void Compact()
    {
        lock (Gate)
        {
            _history.Clear();
            _oldest = Version;
        }
    }

    internal bool HasForgotten(long version)
    {
        lock (Gate)
            return version < _oldest;
    }

    internal IReadOnlyList<StoreChange> Since(long version, string resource)
    {
        lock (Gate)
            return [.. _history.Skip(FirstAfter(version)).Where(change => change.Resource == resource)];
    }

    private int FirstAfter(long version)
    {
        var (low, high) = (0, _history.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _history[middle].Version > version ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private SortedDictionary<string, JsonObject> Of(string resource, string @namespace)
    {
        if (!_objects.TryGetValue((resource, @namespace), out var objects))
            _objects[(resource, @namespace)] = objects = new(StringComparer.Ordinal);
        return objects;
    }

    private static JsonObject Copy(JsonObject value) => value.DeepClone().AsObject();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Note(StoreChange change)
    {
        _history.Add(change);
        var changed = _changed;
        _changed = New();
        changed.SetResult();
    }
}
