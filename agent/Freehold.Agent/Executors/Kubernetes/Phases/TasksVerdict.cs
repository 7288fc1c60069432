using Freehold.Protocol.V1;

namespace Freehold.Agent.Executors.Kubernetes.Phases;

/// <summary>How the Job of the tasks is: a closed list.</summary>
internal abstract record TasksVerdict
{
    /// <summary>Tasks are done, or will be.</summary>
    public sealed record Runs : TasksVerdict;

    /// <summary>Nothing runs, and why.</summary>
    public sealed record Waits(WaitingReason Reason) : TasksVerdict;

    /// <summary>Each index is done.</summary>
    public sealed record Done : TasksVerdict;

    /// <summary>Tasks have failed; which and why is theirs to tell.</summary>
    public sealed record Failed : TasksVerdict;

    /// <summary>The agent has stopped it.</summary>
    public sealed record Stopped : TasksVerdict;

    /// <summary>The cluster does not let it go on.</summary>
    public sealed record Lost(Protocol.V1.Failed Because) : TasksVerdict;
}
