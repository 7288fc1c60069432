namespace Freehold.Worker.Tests.Hostile;

/// <summary>Names of objects that mean something to a shell, a path, a glob, an address or a log: to the worker they mean a name.</summary>
// Each uses all the memory and processors that it may: one after the other.
[NonParallelizable]
public sealed class When_names_are_hostile
{
    private static readonly string[] Odd =
    [
        "*.csv", "?.csv", "[a-z].csv", "{a,b}.csv", "%2e%2e.csv", "..csv", "...csv", "--help.csv", "a'b\".csv", "$(id).csv", "a;b&c.csv",
        "A.csv", "a.csv", "\u00e9.csv", "e\u0301.csv", " .csv", "a\\b.csv", "#a.csv", "a%00b.csv", "null.csv", "key=value.csv",
        new string('n', 251) + ".csv",
    ];

    private readonly HostileBench _bench = new();

    [SetUp]
    public void Inputs()
    {
        foreach (var name in Odd)
            _bench.Files.Put($"in/{name}", $"email,n\nanna@example.org,1\n");
        _bench.Files.Put("in/forged\n2026-01-01T00:00:00 INF Committed.csv", "email,n\nanna@example.org,1\n");
    }

    [TearDown]
    public void Remove() => _bench.Dispose();

    [Test]
    public async Task A_transform_gives_each_its_output()
    {
        var run = await _bench.RunAsync("transform", "key: {secret: test/key}\nrules: [{columns: email, action: pseudonym}]\nbadFiles: quarantine");

        AssertPutAside(run);
        Assert.That(
            _bench.Files.ManifestOf("transform").Files.Select(file => file.Name),
            Is.EquivalentTo(Odd.Select(name => $"1/{name}")));
        foreach (var name in Odd)
            Assert.That(_bench.Files.Output(name, "transform"), Does.StartWith("email,n\n").And.Not.Contain("anna"), name);
        AssertLogIsWhole("transform");
    }

    [Test]
    public async Task A_profile_reads_each()
    {
        var run = await _bench.RunAsync("profile", "badFiles: quarantine");

        AssertPutAside(run);
        AssertLogIsWhole("profile");
    }

    private static void AssertPutAside(BenchRun run)
    {
        var aside = HostileBench.PutAside(run);
        Assert.That(aside.Keys.Single(), Does.Contain("forged"));
        Assert.That(aside.Values.Single(), Is.EqualTo("bad_input/unsafe_name"));
    }

    // A name with a line end must not write a line of its own.
    private void AssertLogIsWhole(string job)
    {
        var lines = Directory.EnumerateFiles(Path.Join(_bench.Files.OutputFolder, job, "1", "logs")).SelectMany(File.ReadLines).ToList();
        Assert.That(lines, Has.Some.Contains("forged"));
        Assert.That(lines, Has.None.StartsWith("2026-01-01T00:00:00 "));
    }
}
