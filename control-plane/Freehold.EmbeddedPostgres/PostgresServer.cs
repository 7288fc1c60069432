using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Freehold.EmbeddedPostgres;

/// <summary>
/// A real PostgreSQL of our own: initialised once, listening on loopback only, on a port chosen at each start. It is no child
/// of this process, so it outlives a crash; the next start finds it and goes on with it.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Role = "freehold";
    private const int PortAttempts = 3;

    private readonly PostgresServerOptions _options;
    private readonly ServerCommand _command;
    private readonly string _home;
    private readonly string _password;
    private readonly ILogger _log;

    private PostgresServer(PostgresServerOptions options, ServerCommand command, string home, string password, ILogger log)
    {
        _options = options;
        _command = command;
        _home = home;
        _password = password;
        _log = log;
    }

    /// <summary>For Npgsql; the database is <c>postgres</c>, the role owns everything. Holds the password: never log it.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>Whether the server was running already, left behind by a process that was killed.</summary>
    public bool WasAdopted { get; private set; }

    /// <summary>The data directory.</summary>
    public string DataDirectory => Path.Combine(_home, "data");

    /// <summary>Starts the server, or takes over the one that runs on the same state directory.</summary>
    /// <exception cref="PostgresUnavailableException">It cannot be started; says why.</exception>
    public static async Task<PostgresServer> StartAsync(PostgresServerOptions options, ILogger log, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
            throw new PostgresUnavailableException("A PostgreSQL of our own needs Linux; name a server in Database:ConnectionString.");

        // 1. Who runs what, where.
        var user = ServerUser.OfThisProcess();
        var state = Path.GetFullPath(options.StateDirectory);
        MakeStateDirectory(state, user);
        var home = DataHome.Locate(state, user);
        var found = PostgresBinaries.Find(options.Binaries);
        if (found.Libraries is { } libraries)
            BundledLibraries.Link(libraries);
        var binaries = DataHome.WithinReach(found, home, user);

        // 2. Initialise once.
        var server = new PostgresServer(options, new(binaries, user), home, ServerPassword.ReadOrMake(state), log);
        if (!Directory.Exists(server.DataDirectory))
            await server.InitialiseAsync(cancellationToken);

        // 3. Go on with a running one, else start it.
        if (await server.TryAdoptAsync(cancellationToken))
            log.Adopted(server.DataDirectory);
        else
            await server.LaunchAsync(cancellationToken);

        log.Started(binaries.Folder, server.DataDirectory);
        return server;
    }

    /// <summary>Stops the server: open transactions are rolled back, everything committed is on disk. Safe to call twice.</summary>
    /// <exception cref="PostgresUnavailableException">It did not stop within the options' patience.</exception>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (PostmasterFile.Read(DataDirectory) is not { } running || !running.IsAlive(DataDirectory))
            return;

        var (exitCode, said) = await _command.RunAsync(
            "pg_ctl", ["stop", "-D", DataDirectory, "-m", "fast", "-w", "-t", Seconds(_options.Patience)], cancellationToken);
        if (exitCode != 0 && PostmasterFile.Read(DataDirectory) is not null)
            throw new PostgresUnavailableException($"PostgreSQL in {DataDirectory} did not stop: {said}");
        _log.Stopped(DataDirectory);
    }

    /// <summary>Stops the server.</summary>
    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    private static void MakeStateDirectory(string state, ServerUser? user)
    {
        // Its files are for us alone; another user that runs the server only has to get through.
        const UnixFileMode Ours = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Directory.CreateDirectory(state, user is null ? Ours : Ours | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }

    private async Task InitialiseAsync(CancellationToken cancellationToken)
    {
        await _command.MakePrivateDirectoryAsync(_home, cancellationToken);

        var passwordFile = Path.Combine(_home, "password");
        var unfinished = DataDirectory + ".new";
        if (Directory.Exists(unfinished))
            Directory.Delete(unfinished, recursive: true);

        try
        {
            ServerPassword.Write(passwordFile, _password);
            await _command.GiveAsync(passwordFile, cancellationToken);

            string[] arguments =
            [
                "-D", unfinished, "-U", Role, "--auth=scram-sha-256", $"--pwfile={passwordFile}",
                "--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions",
            ];
            var (exitCode, said) = await _command.RunAsync("initdb", _options.Durable ? arguments : [.. arguments, "--no-sync"], cancellationToken);
            if (exitCode != 0)
                throw new PostgresUnavailableException($"PostgreSQL cannot be initialised in {_home}: {said}");
        }
        finally
        {
            File.Delete(passwordFile);
        }

        // Renamed at the end, so that a data directory is always a whole one.
        Directory.Move(unfinished, DataDirectory);
        _log.Initialised(DataDirectory);
    }

    private async Task<bool> TryAdoptAsync(CancellationToken cancellationToken)
    {
        if (PostmasterFile.Read(DataDirectory) is not { } running)
            return false;

        if (!running.IsAlive(DataDirectory))
        {
            // Should processes of it still be at work, PostgreSQL finds their shared memory and does not start.
            PostmasterFile.Delete(DataDirectory);
            return false;
        }

        if (running.Port > 0 && await AnswersAsync(ConnectionStringFor(running.Port), cancellationToken))
        {
            ConnectionString = ConnectionStringFor(running.Port);
            return WasAdopted = true;
        }

        // It is starting or stopping. A stop waits for its end either way.
        await StopAsync(cancellationToken);
        return false;
    }

    private static async Task<bool> AnswersAsync(string connectionString, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task LaunchAsync(CancellationToken cancellationToken)
    {
        var logFile = Path.Combine(_home, "server.log");
        if (File.Exists(logFile))
            File.Move(logFile, logFile + ".1", overwrite: true);

        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort();
            var (exitCode, _) = await _command.RunAsync(
                "pg_ctl",
                ["start", "-D", DataDirectory, "-l", logFile, "-w", "-t", Seconds(_options.Patience), "-o", ServerArguments(port)],
                cancellationToken);
            if (exitCode == 0)
            {
                ConnectionString = ConnectionStringFor(port);
                return;
            }

            // Another program may have taken the port in between.
            if (attempt == PortAttempts)
                throw new PostgresUnavailableException($"PostgreSQL in {DataDirectory} did not start; its log is {logFile}.");
        }
    }

    private string ServerArguments(int port)
    {
        // Statements are kept out of the server's log: an error message there must not hold what we keep out of ours.
        var arguments = $"-p {port.ToString(CultureInfo.InvariantCulture)} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
            + " -c log_min_error_statement=panic -c password_encryption=scram-sha-256 -c timezone=UTC";
        return _options.Durable ? arguments : arguments + " -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300";
    }

    private string ConnectionStringFor(int port) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Username = Role,
        Password = _password,
        Database = "postgres",
    }.ConnectionString;

    private static string Seconds(TimeSpan patience) => ((int)patience.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
