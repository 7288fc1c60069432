namespace Freehold.DuckDb;

/// <summary>What one database may use. Everything else is locked down; see <see cref="DuckDbDatabase.Open"/>.</summary>
public sealed record EngineSettings
{
    /// <summary>Threads that work on one query. From 1.</summary>
    public required int Threads { get; init; }

    /// <summary>Bytes of memory for buffers and operators. At least 64 MiB is sensible.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Folder for what does not fit into memory. Need not exist.</summary>
    public required string TemporaryFolder { get; init; }

    /// <summary>Most bytes that may lie in <see cref="TemporaryFolder"/>.</summary>
    public required long TemporaryBytes { get; init; }

    /// <summary>The files that queries may read or write, as absolute paths. The rest of the file system is closed.</summary>
    public required IReadOnlyList<string> Files { get; init; }
}
