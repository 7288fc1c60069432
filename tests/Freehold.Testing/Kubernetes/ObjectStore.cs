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
    private readonly SortedDictionary<string, JsonObject> _objects = new(StringComparer.Ordinal);
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
            return _objects.TryGetValue(Key(resource, @namespace, name), out var found) ? Copy(found) : null;
    }

    /// <summary>Copies of all objects of a resource, by name.</summary>
    public IReadOnlyList<JsonObject> All(string resource, string @namespace)
    {
        lock (Gate)
            return [.. _objects.Where(each => each.Key.StartsWith(Key(resource, @namespace, ""), StringComparison.Ordinal)).Select(each => Copy(each.Value))];
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
            var key = Key(resource, (string)metadata["namespace"]!, (string)metadata["name"]!);
            var type = _objects.ContainsKey(key) ? "MODIFIED" : "ADDED";
            _objects[key] = stored;
            Note(new(Version, resource, type, stored));
            return Copy(stored);
        }
    }

    /// <summary>Takes an object away; nothing happens when it is not there.</summary>
    public void Delete(string resource, string @namespace, string name)
    {
        lock (Gate)
        {
            if (!_objects.Remove(Key(resource, @namespace, name), out var last))
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
            return [.. _history.Where(change => change.Version > version && change.Resource == resource)];
    }

    private static string Key(string resource, string @namespace, string name) => $"{resource}/{@namespace}/{name}";

    private static JsonObject Copy(JsonObject value) => value.DeepClone().AsObject();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Note(StoreChange change)
    {
        _history.Add(change with { Object = Copy(change.Object) });
        var changed = _changed;
        _changed = New();
        changed.SetResult();
    }
}
