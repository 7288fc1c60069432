namespace Freehold.Agent.Executors.Kubernetes.Phases;

/// <summary>Which of an attempt's Jobs: a closed list. Most attempts have the first alone.</summary>
internal enum JobPhase
{
    /// <summary>Does everything, or plans what the others do.</summary>
    First,

    /// <summary>Does the tasks, a pod an index.</summary>
    Tasks,

    /// <summary>Makes the output of what the tasks have left, or tells how they failed.</summary>
    Commit,

    /// <summary>Clears away after an attempt that was stopped in the middle of its tasks.</summary>
    Abandon,
}
