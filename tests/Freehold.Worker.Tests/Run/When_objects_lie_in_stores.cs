using Freehold.Buckets;
using Freehold.JobContract.Connections;
using Freehold.Testing.ObjectStores;

namespace Freehold.Worker.Tests.Run;

/// <summary>The real program between two real stores: S3 in, Azure out, and back.</summary>
public sealed class When_objects_lie_in_stores
{
    private static readonly Lazy<Task<RadosGateway>> Rados = new(RadosGateway.StartAsync);
    private static readonly Lazy<Task<Azurite>> Azure = new(Azurite.StartAsync);

    private readonly WorkBench _bench = new();
    private BucketConnections _connections = null!;
    private string _source = null!;
    private string _sink = null!;

    [SetUp]
    public async Task MakeBuckets()
    {
        var (rados, azurite) = (await Rados.Value, await Azure.Value);
        _connections = new(new Dictionary<string, BucketConnection>(StringComparer.Ordinal)
        {
            ["source"] = new() { Match = "s3://first", Endpoint = rados.Endpoint, AccessKeyId = RadosGateway.Owner.Id, SecretAccessKey = RadosGateway.Owner.Secret },
            ["sink"] = new() { Match = $"az://{Azurite.Account}", Endpoint = azurite.Endpoint, AccountKey = Azurite.AccountKey },
        });
        _source = $"s3://first/{Guid.NewGuid():N}";
        _sink = $"az://{Azurite.Account}/{await azurite.NewContainerAsync()}/out";
    }

    [TearDown]
    public void Remove() => _bench.Dispose();

    [OneTimeTearDown]
    public static async Task Stop()
    {
        await (await Rados.Value).DisposeAsync();
        await (await Azure.Value).DisposeAsync();
    }

    [Test]
    public async Task They_are_read_from_one_and_committed_in_the_other_and_no_secret_is_told()
    {
        await PutAsync("in/a b#1.csv", "email,n\nx@example.org,1\n");
        await PutAsync("in/deep/b.csv", "email,n\ny@example.org,2\n");

        var run = await RunAsync($"{_source}/in/**", _connections);

        run.AssertCommitted();
        Assert.That(run.Succeeded.ManifestUri, Is.EqualTo($"{_sink}/job/manifest.json"));
        Assert.That(run.Succeeded.Artifacts.Select(file => file.Uri), Is.EquivalentTo(new[] { $"{_sink}/job/1/a b#1.csv", $"{_sink}/job/1/deep/b.csv" }));
        Assert.That(await TextAsync("job/1/a b#1.csv"), Does.StartWith("email,n").And.Contain(",1").And.Not.Contain("example.org"));
        Assert.That(run.Report + run.People, Does.Not.Contain(RadosGateway.Owner.Secret).And.Not.Contain(Azurite.AccountKey));

        var again = await RunAsync($"{_source}/in/**", _connections, attempt: 2);
        Assert.That(again.Succeeded.CommittedAttempt, Is.EqualTo(1));
    }

    [Test]
    public async Task Who_must_not_read_them_is_told_what_and_as_whom()
    {
        await PutAsync("in/a.csv", "email\nx@example.org\n");
        var stranger = _connections.ByName["source"] with { AccessKeyId = RadosGateway.Stranger.Id, SecretAccessKey = RadosGateway.Stranger.Secret };

        var run = await RunAsync($"{_source}/in/*.csv", new(new Dictionary<string, BucketConnection>(_connections.ByName, StringComparer.Ordinal) { ["source"] = stranger }));

        Assert.That((run.ExitCode, run.Failed.Code, run.Failed.Action, run.Failed.Identity), Is.EqualTo((1, "bucket_denied", "list", "FHST…0002")), run.People);
        Assert.That(run.Failed.ObjectName, Is.EqualTo($"{_source}/in/"));
        Assert.That(run.People, Does.Contain("Listing").And.Contain("FHST…0002").And.Not.Contain(RadosGateway.Stranger.Secret));
    }

    [Test]
    public async Task A_connection_with_a_mistake_stops_it_before_anything_is_reached()
    {
        using var worker = WorkerProcess.Start(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["FREEHOLD_BUCKETS__SOURCE__ENDPONT"] = "canary" },
            "run", Document($"{_source}/in/*.csv"), "--work-folder", _bench.PathOf("work"));
        var run = await worker.EndedAsync();

        Assert.That(run.ExitCode, Is.EqualTo(78));
        Assert.That(run.People, Does.Contain("did you mean FREEHOLD_BUCKETS__SOURCE__ENDPOINT?").And.Not.Contain("canary"));
    }

    private async Task<BenchRun> RunAsync(string input, BucketConnections connections, int attempt = 1)
    {
        using var worker = WorkerProcess.Start(
            ConnectionEnvironment.VariablesOf(connections).ToDictionary(StringComparer.Ordinal),
            "run", Document(input), "--job-id", "job", "--attempt", $"{attempt}", "--work-folder", _bench.PathOf($"work-{attempt}"));
        return await worker.EndedAsync();
    }

    private string Document(string input)
    {
        var path = _bench.PathOf("job.yaml");
        File.WriteAllText(path, $$"""
            kind: transform
            input: "{{input}}"
            output: "{{_sink}}"
            spec:
              key: {secret: test/key}
              rules: [{columns: email, action: pseudonym}]
            """);
        return path;
    }

    private Task<bool> PutAsync(string name, string content) =>
        Open(_source).PutIfAbsentAsync(name, System.Text.Encoding.UTF8.GetBytes(content), CancellationToken.None);

    private async Task<string> TextAsync(string name) =>
        System.Text.Encoding.UTF8.GetString(await Open(_sink).ReadAsync(name, CancellationToken.None) ?? []);

    private IBucket Open(string prefix) => BucketOpener.Open(BucketAddress.OfPrefix(prefix), _connections, TimeProvider.System);
}
