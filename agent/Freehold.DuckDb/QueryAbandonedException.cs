namespace Freehold.DuckDb;

/// <summary>A cancelled query did not end in the time it was given, and still runs. The process should end soon.</summary>
public sealed class QueryAbandonedException() : Exception("A cancelled query did not end in time and was left behind.");
