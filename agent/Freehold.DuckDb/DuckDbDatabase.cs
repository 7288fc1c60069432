using System.Globalization;
using System.Runtime.InteropServices;
using Freehold.DuckDb.Native;

namespace Freehold.DuckDb;

/// <summary>
/// A database in memory, locked down: it fetches no extension, opens no file but the ones it was given, keeps to its limits,
/// and no statement can change any of that. It has one connection, since some settings belong to a connection and could not be
/// made on a second one any more.
/// </summary>
public sealed class DuckDbDatabase : IDisposable
{
    private readonly DatabaseHandle _handle;

    private DuckDbDatabase(DatabaseHandle handle)
    {
        _handle = handle;
        Connection = Connect(handle);
    }

    /// <summary>The connection.</summary>
    public DuckDbConnection Connection { get; }

    /// <summary>The version of the native library, for example <c>v1.5.6</c>.</summary>
    public static string LibraryVersion => Marshal.PtrToStringUTF8(NativeMethods.duckdb_library_version()) ?? "";

    /// <summary>Opens a new, empty database.</summary>
    /// <exception cref="DuckDbException">A setting was refused.</exception>
    public static DuckDbDatabase Open(EngineSettings settings)
    {
        // 1. What can be set before the database exists: without these two, a URL or a missing extension makes the library
        //    fetch code from the internet.
        var database = new DuckDbDatabase(OpenHandle(
            ("autoinstall_known_extensions", "false"),
            ("autoload_known_extensions", "false"),
            ("threads", settings.Threads.ToString(CultureInfo.InvariantCulture)),
            ("memory_limit", Bytes(settings.MemoryBytes)),
            ("temp_directory", settings.TemporaryFolder),
            ("max_temp_directory_size", Bytes(settings.TemporaryBytes))));

        try
        {
            // 2. What belongs to an extension, or takes a list.
            var connection = database.Connection;
            connection.Execute("set enable_geoparquet_conversion = false");
            connection.Execute("set timezone = 'UTC'"); // else the machine's: the text of a time would depend on where it is read
            connection.Execute("set enable_progress_bar = true"); // without it nothing is counted
            connection.Execute("set enable_progress_bar_print = false");
            connection.Execute($"set allowed_paths = [{string.Join(", ", settings.Files.Select(SqlText.Literal))}]");

            // 3. The doors close, in this order.
            connection.Execute("set enable_external_access = false");
            connection.Execute("set lock_configuration = true");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Closes the connection and the database; a query that was abandoned keeps both open until it ends.</summary>
    public void Dispose()
    {
        Connection.Dispose();
        _handle.Dispose();
    }

    private static DuckDbConnection Connect(DatabaseHandle database)
    {
        if (NativeMethods.duckdb_connect(database, out var connection) == NativeMethods.Success)
            return new DuckDbConnection(new ConnectionHandle(connection, database));

        database.Dispose();
        throw new DuckDbException(DuckDbError.Other);
    }

    private static DatabaseHandle OpenHandle(params ReadOnlySpan<(string Name, string Value)> settings)
    {
        if (NativeMethods.duckdb_create_config(out var config) != NativeMethods.Success)
            throw new DuckDbException(DuckDbError.OutOfMemory);

        try
        {
            foreach (var (name, value) in settings)
            {
                if (NativeMethods.duckdb_set_config(config, name, value) != NativeMethods.Success)
                    throw new DuckDbException(DuckDbError.Statement);
            }

            if (NativeMethods.duckdb_open_ext(path: null, out var database, config, out var error) != NativeMethods.Success)
            {
                NativeMethods.duckdb_free(error);
                throw new DuckDbException(DuckDbError.Other);
            }

            return new DatabaseHandle(database);
        }
        finally
        {
            NativeMethods.duckdb_destroy_config(ref config);
        }
    }

    private static string Bytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes}B");
}
