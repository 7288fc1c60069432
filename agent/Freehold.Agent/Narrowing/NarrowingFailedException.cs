namespace Freehold.Agent.Narrowing;

/// <summary>Nobody could be asked for short-lived credentials.</summary>
/// <param name="reason">Why, for the agent's log; holds nothing secret.</param>
internal sealed class NarrowingFailedException(string reason) : Exception(reason);
