namespace Freehold.JobContract.Connections;

/// <summary>
/// Short-lived credentials that <c>freehold-worker narrow</c> is to make of one connection, which it has in its environment. It reads a
/// JSON array of these from standard input and writes one of <see cref="NarrowingAnswer"/> to standard output.
/// </summary>
/// <param name="Connection">Name of the connection.</param>
/// <param name="Read">Addresses to list and read, objects or globs.</param>
/// <param name="Write">Prefixes to list, read, write and delete under.</param>
/// <param name="Upload">Prefixes to bring new objects under, and nothing else.</param>
/// <param name="Seconds">How long they are to last, 1 to 43,200; stores make it at least 900.</param>
public sealed record NarrowingOrder(
    string Connection, IReadOnlyList<string> Read, IReadOnlyList<string> Write, IReadOnlyList<string> Upload, int Seconds);
