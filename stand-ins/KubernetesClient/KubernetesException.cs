using k8s.Models;

namespace k8s;

/// <summary>What a watch ends with when the API server says so in the stream: <see cref="Status"/> has code and reason.</summary>
public class KubernetesException : Exception
{
    public KubernetesException(V1Status status)
        : base(status?.Message)
    {
        Status = status;
    }

    public V1Status Status { get; private set; }
}
