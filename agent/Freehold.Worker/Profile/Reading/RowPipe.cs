using Freehold.Worker.Profile.Columns;

namespace Freehold.Worker.Profile.Reading;

/// <summary>Lets one thread read while this one works.</summary>
internal static class RowPipe
{
    /// <summary>Reads a source to its end.</summary>
    /// <param name="source">Opened.</param>
    /// <param name="columns">Places of the columns that are wanted.</param>
    /// <param name="onBatch">Works on a batch; called for one after the other.</param>
    /// <param name="onRead">Told now and then how much is done, from 0 to 1.</param>
    /// <param name="cancellationToken">Ends both.</param>
    /// <returns>Whether the source may have more rows than were wanted.</returns>
    public static async Task<bool> RunAsync(
        IRowSource source, IReadOnlyList<int> columns, Action<RowBatch> onBatch, Action<double> onRead, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var sink = new RowSink(columns.Count, over.Token);

        // Whoever fails first stops the other, whose cancellation then may well be seen first: the failure is kept where it happens.
        var failure = new TaskCompletionSource<bool>();

        var reading = Task.Factory.StartNew(
            () => ReadAsync(source, columns, sink, onRead, failure, over),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        var working = Task.Factory.StartNew(
            () => Work(sink, onBatch, failure, over), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        await Task.WhenAll(reading, working).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return await (failure.Task.IsCompleted ? failure.Task : reading);
    }

    private static async Task<bool> ReadAsync(
        IRowSource source, IReadOnlyList<int> columns, RowSink sink, Action<double> onRead, TaskCompletionSource<bool> failure, CancellationTokenSource over)
    {
        try
        {
            var more = await source.ReadAsync(columns, sink, onRead, over.Token);
            sink.Complete();
            return more;
        }
        catch (Exception e)
        {
            failure.TrySetException(e);
            await over.CancelAsync();
            throw;
        }
    }

    private static void Work(RowSink sink, Action<RowBatch> onBatch, TaskCompletionSource<bool> failure, CancellationTokenSource over)
    {
        try
        {
            foreach (var batch in sink.Batched())
                onBatch(batch);
        }
        catch (Exception e)
        {
            failure.TrySetException(e);
            over.Cancel();
            throw;
        }
    }
}
