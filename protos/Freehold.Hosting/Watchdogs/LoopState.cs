using System.Globalization;

namespace Freehold.Hosting.Watchdogs;

/// <summary>How the loops of one kind get on.</summary>
/// <param name="Age">Since the one that is furthest behind went round; zero when all wait by design.</param>
/// <param name="Stalled">How many of them have taken longer than they may.</param>
public sealed record LoopState(WatchedLoop Loop, TimeSpan Age, int Stalled)
{
    /// <summary>For whoever probes: a line each.</summary>
    public static string Describe(IEnumerable<LoopState> stalled) => string.Concat(stalled.Select(state =>
        string.Create(CultureInfo.InvariantCulture, $"the loop {state.Loop.Name} has made no progress for {state.Age.TotalSeconds:0} s\n")));
}
