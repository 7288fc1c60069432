using Freehold.DuckDb;

namespace Freehold.Worker.Transform;

/// <summary>How queries of this worker are run.</summary>
internal static class EngineQuery
{
    // The whole clean-up after SIGTERM has 5 s.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    /// <summary>Runs a statement; when cancelled it is given 3 s to end.</summary>
    public static Task<QueryResult> RunAsync(this DuckDbConnection connection, string sql, CancellationToken cancellationToken) =>
        connection.QueryAsync(sql, Grace, cancellationToken);
}
