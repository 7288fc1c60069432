using Freehold.JobContract.Connections;

namespace Freehold.Hosting.Configuration;

/// <summary>Section <c>Buckets</c>: any number of connections, <c>Buckets:&lt;name&gt;:&lt;key&gt;</c>.</summary>
internal sealed class BucketsSection() : OptionsSection(ConnectionEnvironment.Section)
{
    public override IReadOnlyList<string> Keys { get; } = [.. ConnectionKey.All.Select(key => $"<name>:{key.Name}")];

    public override IEnumerable<string> WholeKeys(ProgramSettings settings) =>
        from name in NamesIn(settings)
        from key in ConnectionKey.All
        select $"{Name}:{name}:{key.Name}";

    public override void Check(ProgramSettings settings, ICollection<string> problems) => Read(settings, problems);

    /// <summary>The connections; those with problems as far as they could be read.</summary>
    public BucketConnections Read(ProgramSettings settings, ICollection<string> problems)
    {
        var connections = new SortedDictionary<string, BucketConnection>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in NamesIn(settings))
        {
            var connection = new BucketConnection();
            var before = problems.Count;
            foreach (var key in ConnectionKey.All)
            {
                if (settings.Find(Name, $"{name}:{key.Name}") is { } setting && !key.TrySet(connection, setting.Value, out var expected))
                    problems.Add($"{Name}:{name}:{key.Name} ({setting.Origin}): must be {expected}");
            }

            if (problems.Count == before)
            {
                foreach (var problem in ConnectionRules.ProblemsOf(connection))
                    problems.Add($"{Name}:{name}:{problem}");
            }

            connections[name] = connection;
        }

        return new(connections);
    }

    private SortedSet<string> NamesIn(ProgramSettings settings) => new(
        settings.All.Select(setting => setting.Key.Split(':'))
            .Where(parts => parts.Length == 3 && parts[0].Equals(Name, StringComparison.OrdinalIgnoreCase))
            .Select(parts => parts[1]),
        StringComparer.OrdinalIgnoreCase);
}
