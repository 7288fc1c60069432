namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>How one reading of a pod's log ended.</summary>
internal enum PodLogEnding
{
    /// <summary>The server closed it: the container has ended, or the connection was moved.</summary>
    Complete,

    /// <summary>The pod is not there any more.</summary>
    Gone,

    /// <summary>The log cannot be had at the moment.</summary>
    Broken,
}
