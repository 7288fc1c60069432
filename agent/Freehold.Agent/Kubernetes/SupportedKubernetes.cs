namespace Freehold.Agent.Kubernetes;

/// <summary>Versions of Kubernetes, all of them 1.x: the minor number. The chart asks for the same.</summary>
internal static class SupportedKubernetes
{
    /// <summary>Jobs that retry by index and keep failures of the cluster apart need it.</summary>
    public const int Oldest = 29;

    /// <summary>The newest that the agent was tried with.</summary>
    public const int NewestTried = 36;
}
