using Freehold.Hosting;
using Npgsql;

namespace Freehold.ControlPlane.Database;

/// <summary>Waits, for a bounded time, until a database answers that may be starting just like we are.</summary>
internal sealed class DatabaseReachability(NpgsqlDataSource database, TimeSpan patience, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <exception cref="StartRefusedException">It did not answer in time, or it answered that it will not have us.</exception>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        for (var pause = FirstPause; ; pause = Shorter(2 * pause, LongestPause))
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync(cancellationToken);
                return;
            }
            catch (PostgresException e) when (!e.IsTransient)
            {
                // Wrong password, no such database: waiting changes nothing. The server's text names roles and databases only.
                throw new StartRefusedException(ExitCodes.Configuration,
                    $"PostgreSQL at {Place} refuses the connection: {e.MessageText} ({e.SqlState}). Check Database:ConnectionString.");
            }
            catch (NpgsqlException e)
            {
                if (time.GetElapsedTime(started) + pause > patience)
                {
                    throw new StartRefusedException(ExitCodes.Unavailable,
                        $"PostgreSQL at {Place} did not answer within {patience.TotalSeconds:0} s ({Reason(e)}). "
                        + "Start it, or correct Database:ConnectionString.");
                }

                log.NotReachable(Place, Reason(e), pause);
                await Task.Delay(pause, time, cancellationToken);
            }
        }
    }

    private string Place
    {
        get
        {
            var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString);
            return $"{settings.Host}:{settings.Port}";
        }
    }

    private static string Reason(NpgsqlException e) => (e.InnerException ?? e).Message;

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
