namespace Freehold.EmbeddedPostgres;

/// <summary>The server cannot be started. The message tells a person why and what to do.</summary>
public sealed class PostgresUnavailableException(string message) : Exception(message);
