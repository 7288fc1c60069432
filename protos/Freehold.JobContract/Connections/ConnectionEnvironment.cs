using System.Collections;
using System.Globalization;
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
    public static IEnumerable<KeyValuePair<string, string>> VariablesOf(BucketConnections connections)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, connection) in connections.ByName)
        {
            var variable = VariableName(name, taken);
            foreach (var key in ConnectionKey.All)
            {
                if (key.TextIn(connection) is { } text)
                    yield return KeyValuePair.Create($"{Prefix}{variable}__{key.Name.ToUpperInvariant()}", text);
            }
        }
    }

    // A shell on the way drops variables whose names hold anything else, without a word; __ separates.
    private static string VariableName(string name, HashSet<string> taken)
    {
        var plain = string.Concat(name.Select(character => char.IsAsciiLetterOrDigit(character) ? char.ToUpperInvariant(character) : '-'));
        plain = string.Join('_', plain.Split('-', StringSplitOptions.RemoveEmptyEntries));
        if (plain.Length == 0)
            plain = "X";

        var variable = plain;
        for (var number = 2; !taken.Add(variable); number++)
            variable = string.Create(CultureInfo.InvariantCulture, $"{plain}_{number}");
        return variable;
    }

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
