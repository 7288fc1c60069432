namespace Freehold.DuckDb;

/// <summary>DuckDB refused or failed. Says which kind of failure; never the library's own text, which quotes data.</summary>
/// <param name="error">The kind.</param>
public sealed class DuckDbException(DuckDbError error) : Exception($"The database engine reported an error of kind {error}.")
{
    /// <summary>The kind of failure.</summary>
    public DuckDbError Error { get; } = error;

    /// <summary>Translates the C API's <c>duckdb_error_type</c>.</summary>
    internal static DuckDbException From(int errorType) => new(errorType switch
    {
        // Out of range, conversion, unknown type, decimal, mismatched types, serialization, and invalid input itself; also
        // "invalid" (0): the Parquet reader throws that for files that contradict themselves.
        0 or 1 or 2 or 3 or 4 or 5 or 9 or 32 => DuckDbError.InvalidInput,
        28 => DuckDbError.Io,
        29 => DuckDbError.Interrupted,
        33 => DuckDbError.OutOfMemory,
        34 => DuckDbError.Permission,
        12 or 13 or 14 or 15 or 22 or 24 => DuckDbError.Statement, // expression, catalog, parser, planner, syntax, binder
        30 or 31 => DuckDbError.Internal,
        _ => DuckDbError.Other,
    });
}
