namespace Freehold.EmbeddedPostgres;

/// <summary>Where a PostgreSQL server of our own lives and how careful it is.</summary>
public sealed record PostgresServerOptions
{
    /// <summary>
    /// Directory of this server's data and password; made when absent. Whoever starts a server here has it alone: the caller
    /// sees to that.
    /// </summary>
    public required string StateDirectory { get; init; }

    /// <summary>
    /// Folder with <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>, tried after those installed on the system. Default none.
    /// </summary>
    public string? Binaries { get; init; }

    /// <summary>
    /// Default true. False for tests: commits are not flushed, so a power cut (not a crash of the process) loses data.
    /// </summary>
    public bool Durable { get; init; } = true;

    /// <summary>How long a start or a stop may take. Default 60 s: recovery after a power cut may need it.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);
}
