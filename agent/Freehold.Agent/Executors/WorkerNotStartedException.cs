namespace Freehold.Agent.Executors;

/// <summary>A worker could not be started; the message says why, for the agent's log.</summary>
internal sealed class WorkerNotStartedException(string message, Exception? inner = null) : Exception(message, inner);
