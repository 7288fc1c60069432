using System.Collections.Concurrent;

namespace Freehold.Hosting.Watchdogs;

/// <summary>
/// Knows of every loop of a program whether it gets on. A program whose process lives and whose loops stand still looks
/// healthy and does nothing; this is what tells it from a healthy one.
/// </summary>
/// <remarks>Safe from any thread.</remarks>
public sealed class LoopWatchdogs(TimeProvider time)
{
    private readonly ConcurrentDictionary<LoopWatch, bool> _watches = [];
    private readonly ConcurrentDictionary<string, WatchedLoop> _kinds = new(StringComparer.Ordinal);

    /// <summary>Looks after one more loop, which counts as waiting until it says something; several may be of the same kind.</summary>
    public LoopWatch Watch(WatchedLoop loop)
    {
        var watch = new LoopWatch(loop, time, over => _watches.TryRemove(over, out _));
        _kinds[loop.Name] = loop;
        _watches.TryAdd(watch, true);
        return watch;
    }

    /// <summary>
    /// Each kind of loop with the longest time since one of it went round, and how many of it are stalled; also a kind of which
    /// none is left, so that its numbers go back to zero.
    /// </summary>
    public IReadOnlyList<LoopState> States()
    {
        var watches = _watches.Keys.ToLookup(watch => watch.Loop.Name, StringComparer.Ordinal);
        return
        [
            .. _kinds.Values.Select(kind => new LoopState(
                kind, watches[kind.Name].Select(watch => watch.Age).DefaultIfEmpty().Max(), watches[kind.Name].Count(watch => watch.IsStalled))),
        ];
    }

    /// <summary>
    /// The stalls that a restart would cure. None while anything is stalled that it would not cure: the others may only be
    /// waiting for that.
    /// </summary>
    public IReadOnlyList<LoopState> CuredByRestart()
    {
        var stalled = States().Where(state => state.Stalled > 0).ToList();
        return stalled.Exists(state => !state.Loop.RestartCures) ? [] : stalled;
    }
}
