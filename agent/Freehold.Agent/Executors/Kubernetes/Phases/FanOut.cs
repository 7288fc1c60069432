using Freehold.Agent.Kubernetes;

namespace Freehold.Agent.Executors.Kubernetes.Phases;

/// <summary>Shows one watch to several, in their order.</summary>
internal sealed class FanOut<T>(params IReadOnlyList<IResourceSink<T>> sinks) : IResourceSink<T>
{
    public void Replace(IReadOnlyList<T> all)
    {
        foreach (var sink in sinks)
            sink.Replace(all);
    }

    public void Set(T resource)
    {
        foreach (var sink in sinks)
            sink.Set(resource);
    }

    public void Remove(T resource)
    {
        foreach (var sink in sinks)
            sink.Remove(resource);
    }
}
