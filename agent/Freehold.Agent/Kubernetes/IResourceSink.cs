namespace Freehold.Agent.Kubernetes;

/// <summary>Keeps what a watch sees. Called by one loop, one call at a time.</summary>
internal interface IResourceSink<in T>
{
    /// <summary>These are all there are: whatever the sink holds besides them is gone.</summary>
    void Replace(IReadOnlyList<T> all);

    /// <summary>Came, or changed.</summary>
    void Set(T resource);

    /// <summary>Is gone; the object as it was last.</summary>
    void Remove(T resource);
}
