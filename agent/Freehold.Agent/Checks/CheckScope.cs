namespace Freehold.Agent.Checks;

/// <summary>How far a check goes.</summary>
/// <param name="StartsWorkers">Whether it starts workers: pods in a cluster.</param>
internal sealed record CheckScope(bool StartsWorkers);
