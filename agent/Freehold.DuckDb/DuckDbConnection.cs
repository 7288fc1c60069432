using Freehold.DuckDb.Functions;
using Freehold.DuckDb.Native;

namespace Freehold.DuckDb;

/// <summary>A connection to a database. Runs one query at a time; only <see cref="Progress"/> may be read meanwhile.</summary>
public sealed class DuckDbConnection : IDisposable
{
    // An interrupt that arrives before the query has begun is forgotten by the library, so it is repeated.
    private static readonly TimeSpan BetweenInterrupts = TimeSpan.FromMilliseconds(20);

    private readonly ConnectionHandle _handle;

    internal DuckDbConnection(ConnectionHandle handle) => _handle = handle;

    /// <summary>How much of the running query is done, from 0 to 1; null while unknown.</summary>
    public double? Progress
    {
        get
        {
            var progress = NativeMethods.duckdb_query_progress(_handle);
            return progress.Percentage < 0 ? null : Math.Min(progress.Percentage / 100, 1);
        }
    }

    /// <summary>
    /// Makes a function known to the queries of the database. It stays until the database closes; another of the same name and
    /// parameters takes its place.
    /// </summary>
    /// <exception cref="DuckDbException">The engine refused it.</exception>
    public void Register(ScalarFunction function) => FunctionRegistration.Register(_handle, function);

    /// <summary>
    /// Runs one statement on a thread of its own and reads its whole result, which should be small: data goes from file to file.
    /// </summary>
    /// <exception cref="DuckDbException">The statement failed.</exception>
    /// <exception cref="OperationCanceledException">
    /// Cancelled: the query was interrupted and has ended. Files that it was writing are left as they are.
    /// </exception>
    /// <exception cref="QueryAbandonedException">
    /// Cancelled, but the query did not heed the interrupt within <paramref name="grace"/>, as the decoding of a hostile file may
    /// not. It still runs: its thread, memory and open files are freed when it ends or the process does.
    /// </exception>
    public async Task<QueryResult> QueryAsync(string sql, TimeSpan grace, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var query = Task.Factory.StartNew(
            () => Execute(sql), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        try
        {
            return await query.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await InterruptUntilEndedAsync(query, grace);
            throw;
        }
        catch (DuckDbException e) when (e.Error is DuckDbError.Interrupted && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    /// <summary>Runs one statement on this thread.</summary>
    /// <exception cref="DuckDbException">The statement failed.</exception>
    internal QueryResult Execute(string sql)
    {
        var state = NativeMethods.duckdb_query(_handle, sql, out var result);
        try
        {
            return state == NativeMethods.Success
                ? QueryResult.Read(ref result)
                : throw DuckDbException.From(NativeMethods.duckdb_result_error_type(ref result));
        }
        finally
        {
            NativeMethods.duckdb_destroy_result(ref result);
        }
    }

    /// <summary>Closes the connection; a query that was abandoned keeps it open until it ends.</summary>
    public void Dispose() => _handle.Dispose();

    private async Task InterruptUntilEndedAsync(Task query, TimeSpan grace)
    {
        var ended = query.ContinueWith(
            _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        var deadline = Environment.TickCount64 + (long)grace.TotalMilliseconds;

        while (!ended.IsCompleted)
        {
            if (Environment.TickCount64 > deadline)
                throw new QueryAbandonedException();
            NativeMethods.duckdb_interrupt(_handle);
            await Task.WhenAny(ended, Task.Delay(BetweenInterrupts, CancellationToken.None));
        }
    }
}
