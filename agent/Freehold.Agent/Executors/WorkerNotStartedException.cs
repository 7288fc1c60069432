using Freehold.Protocol.V1;

namespace Freehold.Agent.Executors;

/// <summary>A worker could not be started; the message says why, for the agent's log.</summary>
internal sealed class WorkerNotStartedException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What the attempt fails with, where more is known than that nothing was started.</summary>
    public Failed? Failure { get; init; }
}
