using System.Text.Json.Nodes;
using Freehold.Charts.Tests.Helm;

namespace Freehold.Charts.Tests.Values;

public sealed class ValuesThatNobodyReads
{
    /// <summary>Every map of values.yaml that is ours: the schema lists its members, unlike those of labels or an affinity.</summary>
    private static IEnumerable<string> OurMaps => Maps(Schema, "").Where(path => path != "global");

    private static JsonObject Schema { get; } = JsonNode.Parse(Repository.Read("charts", "freehold-agent", "values.schema.json"))!.AsObject();

    [TestCaseSource(nameof(OurMaps))]
    public async Task Are_refused_by_name(string map)
    {
        var path = map.Length == 0 ? [] : map.Split('.');
        var values = string.Concat(path.Select((name, depth) => $"{new string(' ', 2 * depth)}{name}:\n")) + $"{new string(' ', 2 * path.Length)}replicaCount: 3\n";

        var result = await Chart.TryRenderAsync(HelmProgram.Four, [], [Chart.Plain, values]);

        Assert.That(result.ExitCode, Is.Not.Zero, "accepted");
        Assert.That(result.Told, Does.Contain("'replicaCount'").And.Contain(map.Length == 0 ? "''" : $"/{string.Join('/', path)}'"));
    }

    [Test]
    public async Task Are_refused_by_the_older_Helm_too()
    {
        var result = await Chart.TryRenderAsync(HelmProgram.Three, [], [Chart.Plain, "workers: {replicas: 3}"]);

        Assert.That(result.ExitCode, Is.Not.Zero, "accepted");
        Assert.That(result.Told, Does.Contain("workers").And.Contain("replicas"));
    }

    [Test]
    public void Are_in_none_of_our_templates()
    {
        var templates = string.Concat(Directory.EnumerateFiles(Path.Combine(Repository.Chart, "templates"), "*", SearchOption.AllDirectories).Select(File.ReadAllText));

        Assert.That(
            Leaves(Yaml.Read(Repository.Read("charts", "freehold-agent", "values.yaml")), "").Where(path => !templates.Contains($".{path.Split('.')[^1]}", StringComparison.Ordinal)),
            Is.Empty,
            "a value that nothing reads is a lie");
    }

    [Test]
    public void Everything_in_the_values_file_is_in_the_schema_and_in_the_README()
    {
        var known = Properties(Schema, "").ToHashSet(StringComparer.Ordinal);
        var documented = Repository.Read("charts", "freehold-agent", "README.md");

        using (Assert.EnterMultipleScope())
        {
            foreach (var path in Leaves(Yaml.Read(Repository.Read("charts", "freehold-agent", "values.yaml")), ""))
            {
                Assert.That(known, Does.Contain(path).Or.Contain(path[..Math.Max(0, path.LastIndexOf('.'))]));
                Assert.That(documented, Does.Contain($"`{path}`"));
            }
        }
    }

    private static IEnumerable<string> Maps(JsonObject schema, string path)
    {
        if (schema["properties"] is not JsonObject properties)
            yield break;

        yield return path;
        foreach (var (name, property) in properties)
        {
            foreach (var below in Maps(property!.AsObject(), Below(path, name)))
                yield return below;
        }
    }

    private static IEnumerable<string> Properties(JsonObject schema, string path) =>
        schema["properties"] is JsonObject properties
            ? properties.SelectMany(property => Properties(property.Value!.AsObject(), Below(path, property.Key)).Prepend(Below(path, property.Key)))
            : [];

    private static IEnumerable<string> Leaves(JsonObject values, string path) =>
        values.SelectMany(value => value.Value is JsonObject { Count: > 0 } map && !value.Key.Contains("labels", StringComparison.OrdinalIgnoreCase)
            ? Leaves(map, Below(path, value.Key))
            : [Below(path, value.Key)]);

    private static string Below(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
