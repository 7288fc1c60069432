namespace Freehold.Agent.Executors;

/// <summary>Where workers run.</summary>
public enum ExecutorKind
{
    /// <summary>As processes on the agent's machine.</summary>
    Process,

    /// <summary>As Jobs of the cluster.</summary>
    Kubernetes,
}
