using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Freehold.Hosting.Watchdogs;

namespace Freehold.ControlPlane.Database;

/// <summary>
/// Gathers what many callers want stored and stores it in one transaction after the other: while one commits, the next
/// gathers. Batches are worth 5 to 20 times, and nobody waits for a batch to fill.
/// </summary>
/// <param name="capacity">Items that may wait; then callers wait, which is how a stream is slowed down.</param>
/// <param name="mostWeight">Of one transaction, in the unit of <paramref name="weigh"/>; one item may weigh more.</param>
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "It is a queue.")]
internal sealed class CommitQueue<T>(int capacity, int mostWeight, Func<T, int> weigh, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly Channel<T> _waiting =
        Channel.CreateBounded<T>(new BoundedChannelOptions(capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    /// <summary>Completes when the item is queued, not when it is stored.</summary>
    public ValueTask AddAsync(T item, CancellationToken cancellationToken) => _waiting.Writer.WriteAsync(item, cancellationToken);

    /// <summary>Stores batches until told to stop.</summary>
    /// <param name="commitAsync">
    /// Stores a batch in one transaction. While the database is away it is called again with the same items, and may find that
    /// an earlier call did commit; any other exception is a bug and ends the loop.
    /// </param>
    /// <param name="onOutage">Told of each failure of the database, with the pause before the next try.</param>
    /// <param name="watch">Told of each batch and each try.</param>
    public async Task RunAsync(
        Func<IReadOnlyList<T>, CancellationToken, Task> commitAsync, Action<Exception, TimeSpan> onOutage, LoopWatch watch,
        CancellationToken stopping)
    {
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(stopping))
            {
                await CommitAsync(TakeBatch(), commitAsync, onOutage, watch, stopping);
                watch.Waits();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // What was not stored was not acknowledged either: its sender has it and sends it again.
        }
    }

    private async Task CommitAsync(
        IReadOnlyList<T> batch, Func<IReadOnlyList<T>, CancellationToken, Task> commitAsync, Action<Exception, TimeSpan> onOutage, LoopWatch watch,
        CancellationToken stopping)
    {
        for (var pause = FirstPause; ; pause = 2 * pause < LongestPause ? 2 * pause : LongestPause)
        {
            try
            {
                watch.WentRound();
                await commitAsync(batch, stopping);
                return;
            }
            catch (Exception e) when (DatabaseOutage.IsCauseOf(e))
            {
                onOutage(e, pause);
                await Task.Delay(pause, time, stopping);
            }
        }
    }

    private List<T> TakeBatch()
    {
        var batch = new List<T>();
        for (var weight = 0; weight < mostWeight && _waiting.Reader.TryRead(out var item); weight += weigh(item))
            batch.Add(item);
        return batch;
    }
}
