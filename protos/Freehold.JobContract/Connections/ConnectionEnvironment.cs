using System.Collections;
using Freehold.JobContract.Documents;

namespace Freehold.JobContract.Connections;

/// <summary>
/// Connections as environment variables, <c>FREEHOLD_BUCKETS__&lt;NAME&gt;__&lt;KEY&gt;</c>: how a worker gets them. What one side writes the
/// other reads.
/// </summary>
public static class ConnectionEnvironment
{
    /// <summary>Name of the section in settings files.</summary>
    public const string Section = "Buckets";

    private const string Prefix = "FREEHOLD_BUCKETS__";

    /// <summary>The variables of some connections.</summary>
    public static IEnumerable<KeyValuePair<string, string>> VariablesOf(BucketConnections connections) =>
        from named in connections.ByName
        from key in ConnectionKey.All
        let text = key.TextIn(named.Value)
        where text is not null
        select KeyValuePair.Create($"{Prefix}{named.Key.ToUpperInvariant()}__{key.Name.ToUpperInvariant()}", text);

    /// <summary>Reads connections.</summary>
    /// <param name="environment">The variables of a process.</param>
    /// <param name="problems">What is wrong, by the variable's name; no value is quoted.</param>
    public static BucketConnections Read(IDictionary environment, ICollection<string> problems)
    {
        var connections = new SortedDictionary<string, BucketConnection>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in environment)
        {
            var (variable, text) = ((string)entry.Key, (string?)entry.Value ?? "");
            if (!variable.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
                continue;

            var parts = variable[Prefix.Length..].Split("__");
            if (parts is not [{ Length: > 0 } name, { Length: > 0 } keyName])
            {
                problems.Add($"{variable}: must have the form {Prefix}<NAME>__<KEY>");
                continue;
            }

            if (!connections.TryGetValue(name, out var connection))
                connections[name] = connection = new();

            if (ConnectionKey.All.FirstOrDefault(known => known.Name.Equals(keyName, StringComparison.OrdinalIgnoreCase)) is not { } key)
                problems.Add($"{variable}: unknown key; {Hint(name, keyName)}");
            else if (!key.TrySet(connection, text, out var expected))
                problems.Add($"{variable}: must be {expected}");
        }

        foreach (var (name, connection) in connections)
        {
            foreach (var problem in ConnectionRules.ProblemsOf(connection))
                problems.Add($"{Prefix}{name.ToUpperInvariant()}__{problem}");
        }

        return new(connections);
    }

    private static string Hint(string name, string key) =>
        NearestName.Of(key, ConnectionKey.All.Select(known => known.Name)) is { } nearest
            ? $"did you mean {Prefix}{name.ToUpperInvariant()}__{nearest.ToUpperInvariant()}?"
            : $"valid keys: {string.Join(", ", ConnectionKey.All.Select(known => known.Name.ToUpperInvariant()))}";
}
