namespace Freehold.JobContract.Documents;

/// <summary>What happens to a running job while its agent is cut off. Written in lower case in documents.</summary>
public enum OnPartition
{
    /// <summary>It goes on; the control plane waits for the agent up to the job's own limit. The default.</summary>
    Keep,

    /// <summary>The agent stops it when it has heard nothing for the lease.</summary>
    Stop,

    /// <summary>A new attempt is made after the lease; the old one is fenced.</summary>
    Rerun,
}
