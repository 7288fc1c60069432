using Freehold.EmbeddedPostgres;
using Freehold.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Freehold.ControlPlane.Database;

/// <summary>
/// The PostgreSQL that this control plane uses: its own, or the one it was told. From <see cref="StartAsync"/> on nobody
/// has to know which.
/// </summary>
internal sealed class DatabaseServer(IOptions<DatabaseOptions> options, ILoggerFactory logs, TimeProvider time) : IAsyncDisposable
{
    private readonly DatabaseOptions _options = options.Value;
    private readonly ILogger _log = logs.CreateLogger<DatabaseServer>();

    private StateLock? _lock;
    private PostgresServer? _own;
    private NpgsqlDataSource? _source;

    /// <summary>Connections to the database.</summary>
    /// <exception cref="InvalidOperationException">The database has not been started.</exception>
    public NpgsqlDataSource Source => _source ?? throw new InvalidOperationException("the database has not been started");

    /// <summary>Starts or finds the database and brings its schema up to date.</summary>
    /// <exception cref="StartRefusedException">Unreachable, refused, or of another version; the message says what to do.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // 1. A server to talk to.
        var connectionString = _options.IsEmbedded ? await StartOwnAsync(cancellationToken) : _options.ConnectionString;
        _source = NpgsqlDataSource.Create(ConnectionSettings.Of(connectionString!));

        // 2. It answers.
        await new DatabaseReachability(_source, _options.StartTimeout, time, _log).WaitAsync(cancellationToken);

        // 3. It has our schema.
        await new MigrationRunner(_source, logs.CreateLogger<MigrationRunner>()).RunAsync(Migration.All, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_source is not null)
            await _source.DisposeAsync();
        if (_own is not null)
            await _own.DisposeAsync();
        _lock?.Dispose();
    }

    private async Task<string> StartOwnAsync(CancellationToken cancellationToken)
    {
        try
        {
            _lock = StateLock.Take(_options.StatePath(""));
            _own = await PostgresServer.StartAsync(
                new() { StateDirectory = _options.StatePath(""), Binaries = _options.EmbeddedBinaries }, _log, cancellationToken);
            return _own.ConnectionString;
        }
        catch (PostgresUnavailableException e)
        {
            throw new StartRefusedException(ExitCodes.Unavailable, e.Message);
        }
    }
}
