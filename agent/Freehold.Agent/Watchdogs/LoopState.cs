namespace Freehold.Agent.Watchdogs;

/// <summary>How the loops of one kind get on.</summary>
/// <param name="Age">Since the one that is furthest behind went round; zero when all wait by design.</param>
/// <param name="Stalled">How many of them have taken longer than they may.</param>
internal sealed record LoopState(WatchedLoop Loop, TimeSpan Age, int Stalled);
