using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Freehold.Delivery.Tests.Time;

/// <summary>
/// Waits until nothing moves any more: no thread of the pool works or has work, and no connection to the database is in use,
/// except the one on which each replica listens. Whatever goes on after that waits for time, for a message, or for a worker.
/// </summary>
/// <remarks>
/// Only the pace of a schedule depends on it, not whether it passes: looked at too early, the world is merely a little
/// busier when the next thing happens.
/// </remarks>
internal sealed class Rest : IDisposable
{
    /// <summary>What the names of the connection pools begin with whose work is waited for.</summary>
    public const string WatchedPools = "delivery-";

    private const int QuietLooks = 3;

    // A thread that the test runner keeps for itself looks like work that never ends.
    private static readonly TimeSpan Unchanged = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly MeterListener _listener = new();
    private readonly Func<int> _listening;
    private int _busyByOthers;
    private long _connectionsInUse;

    /// <param name="listening">How many connections are in use although nothing happens.</param>
    public Rest(Func<int> listening)
    {
        _listening = listening;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Meter.Name: "Npgsql", Name: "db.client.connection.count" })
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((_, count, tags, _) => Add(count, tags));
        _listener.SetMeasurementEventCallback<long>((_, count, tags, _) => Add(count, tags));
        _listener.Start();
    }

    /// <exception cref="TimeoutException">It does not come to rest: something turns in circles, or waits for a lock for ever.</exception>
    public void Wait()
    {
        var started = Stopwatch.GetTimestamp();
        var changed = started;
        var seen = (0L, 0L);
        var spin = default(SpinWait);
        for (var quiet = 0; quiet < QuietLooks; spin.SpinOnce(sleep1Threshold: -1))
        {
            var now = (ThreadPool.CompletedWorkItemCount, ConnectionsInUse());
            if (now != seen)
                (seen, changed) = (now, Stopwatch.GetTimestamp());

            var busy = BusyThreads();
            var databaseRests = now.Item2 <= _listening();
            quiet = databaseRests && ThreadPool.PendingWorkItemCount == 0 && busy <= _busyByOthers ? quiet + 1 : 0;

            if (databaseRests && Stopwatch.GetElapsedTime(changed) > Unchanged)
            {
                _busyByOthers = busy;
                return;
            }

            if (Stopwatch.GetElapsedTime(started) > Limit)
                throw new TimeoutException($"no rest: {busy} threads busy, {now.Item2} connections in use, {_listening()} of them to listen");
        }
    }

    public void Dispose() => _listener.Dispose();

    private static int BusyThreads()
    {
        ThreadPool.GetMaxThreads(out var most, out _);
        ThreadPool.GetAvailableThreads(out var free, out _);
        return most - free;
    }

    private long ConnectionsInUse()
    {
        _connectionsInUse = 0;
        _listener.RecordObservableInstruments();
        return _connectionsInUse;
    }

    private void Add(long count, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var (used, watched) = (false, false);
        foreach (var tag in tags)
        {
            used |= tag is { Key: "db.client.connection.state", Value: "used" };
            watched |= tag is { Key: "db.client.connection.pool.name", Value: string pool } && pool.StartsWith(WatchedPools, StringComparison.Ordinal);
        }

        if (used && watched)
            _connectionsInUse += count;
    }
}
