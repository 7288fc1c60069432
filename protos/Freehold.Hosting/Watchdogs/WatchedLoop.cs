namespace Freehold.Hosting.Watchdogs;

/// <summary>A kind of loop that has to get on.</summary>
/// <param name="Name">For people and metrics: <c>[a-z-]</c>, at most 64 bytes.</param>
/// <param name="MayTake">How long one round may take, waiting by design aside; longer is a stall.</param>
/// <param name="RestartCures">
/// Whether a new process would get on. False where something outside stands still, a disk for example: a restart would only
/// stand still in its place.
/// </param>
public sealed record WatchedLoop(string Name, TimeSpan MayTake, bool RestartCures);
