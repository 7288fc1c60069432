namespace Freehold.DuckDb;

/// <summary>
/// What kind of error DuckDB reported. Its text is never passed on: it quotes lines of the data. Members that no code of
/// Freehold tells apart are <see cref="Other"/>.
/// </summary>
public enum DuckDbError
{
    /// <summary>Anything not named below.</summary>
    Other,

    /// <summary>The input does not have the form it should have, or a value does not fit.</summary>
    InvalidInput,

    /// <summary>A file could not be read or written.</summary>
    Io,

    /// <summary>The memory limit of the database was reached and nothing could be moved to disk.</summary>
    OutOfMemory,

    /// <summary>The query was interrupted.</summary>
    Interrupted,

    /// <summary>The locked configuration or the closed file system refused something.</summary>
    Permission,

    /// <summary>The statement itself is wrong: a bug of Freehold, or a faulty expression.</summary>
    Statement,

    /// <summary>An assertion inside DuckDB failed; the database must not be used again.</summary>
    Internal,
}
