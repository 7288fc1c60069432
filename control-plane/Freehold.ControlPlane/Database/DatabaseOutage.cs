using Npgsql;

namespace Freehold.ControlPlane.Database;

/// <summary>Tells a database that is away for a while, which a retry outlasts, from a statement that is wrong, which is a bug.</summary>
internal static class DatabaseOutage
{
    /// <summary>Whether the same work may succeed on a new connection.</summary>
    public static bool IsCauseOf(Exception exception) => exception switch
    {
        // 57P: the server was told to stop, crashed, or is starting; 3D000: the database is not there, while it is restored for
        // example. Npgsql counts only some of these as transient.
        PostgresException refused => refused.IsTransient || refused.SqlState is "3D000" || refused.SqlState.StartsWith("57P", StringComparison.Ordinal),
        // Everything else that Npgsql throws about a connection: refused, reset, timed out, pool exhausted.
        NpgsqlException => true,
        _ => false,
    };
}
