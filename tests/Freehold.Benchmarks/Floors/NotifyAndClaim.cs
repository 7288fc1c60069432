using Npgsql;

namespace Freehold.Benchmarks.Floors;

/// <summary>
/// What handing over one job costs at least with a queue in PostgreSQL: insert and NOTIFY in one commit, a listener wakes, and
/// claims with a second commit.
/// </summary>
internal sealed class NotifyAndClaim : IAsyncDisposable
{
    private readonly NpgsqlConnection _submitter;
    private readonly NpgsqlConnection _listener;

    private NotifyAndClaim(NpgsqlConnection submitter, NpgsqlConnection listener)
    {
        _submitter = submitter;
        _listener = listener;
    }

    /// <summary>On the table of <see cref="PlainQueue"/>.</summary>
    public static async Task<NotifyAndClaim> StartAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var floor = new NotifyAndClaim(await database.OpenConnectionAsync(cancellationToken), await database.OpenConnectionAsync(cancellationToken));
        await using var listen = new NpgsqlCommand("listen bench", floor._listener);
        await listen.ExecuteNonQueryAsync(cancellationToken);
        return floor;
    }

    public async Task HandOverAsync(CancellationToken cancellationToken)
    {
        await using (var transaction = await _submitter.BeginTransactionAsync(cancellationToken))
        {
            await PlainQueue.InsertAsync(_submitter, 1, cancellationToken);
            await using var notify = new NpgsqlCommand("notify bench", _submitter);
            await notify.ExecuteNonQueryAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        await _listener.WaitAsync(cancellationToken);
        await PlainQueue.ClaimAsync(_listener, 1, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _submitter.DisposeAsync();
        await _listener.DisposeAsync();
    }
}
