namespace Freehold.Agent.Journal;

/// <summary>What a record has to survive.</summary>
internal enum Survives
{
    /// <summary>The end of this process. For facts whose loss only makes the control plane or the agent repeat something.</summary>
    ProcessEnd,

    /// <summary>The end of the machine: flushed to the disk. For promises.</summary>
    PowerCut,
}
