namespace Freehold.JobContract.Connections;

/// <summary>The connections of a program, by their names in its settings.</summary>
public sealed class BucketConnections(IReadOnlyDictionary<string, BucketConnection> byName)
{
    /// <summary>None: every store is reached as its own tools would.</summary>
    public static BucketConnections None { get; } = new(new Dictionary<string, BucketConnection>(StringComparer.Ordinal));

    /// <summary>All of them.</summary>
    public IReadOnlyDictionary<string, BucketConnection> ByName => byName;

    /// <summary>The connection for an address: the one with the longest match, or null when none matches.</summary>
    public BucketConnection? For(string address) => NamedFor(address)?.Connection;

    /// <summary>Those that some addresses need and no others: what a worker is given.</summary>
    public BucketConnections Only(IEnumerable<string> addresses)
    {
        var needed = new Dictionary<string, BucketConnection>(StringComparer.OrdinalIgnoreCase);
        foreach (var address in addresses)
        {
            if (NamedFor(address) is var (name, connection))
                needed[name] = connection;
        }

        return new(needed);
    }

    private (string Name, BucketConnection Connection)? NamedFor(string address)
    {
        (string Name, BucketConnection Connection)? found = null;
        foreach (var (name, connection) in byName)
        {
            if (Covers(connection.Match, address) && !(found?.Connection.Match.Length >= connection.Match.Length))
                found = (name, connection);
        }

        return found;
    }

    // s3://data covers s3://data/x and not s3://database/x: credentials must not reach a bucket that nobody named.
    private static bool Covers(string match, string address) =>
        match.Length > 0
        && address.StartsWith(match, StringComparison.Ordinal)
        && (match.EndsWith('/') || address.Length == match.Length || address[match.Length] == '/');
}
