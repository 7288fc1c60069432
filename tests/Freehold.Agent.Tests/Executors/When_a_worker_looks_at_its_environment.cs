using Freehold.Agent.Tests.ScriptedControlPlane;
using Freehold.JobContract.Connections;

namespace Freehold.Agent.Tests.Executors;

// The environment of a process is one for all tests in it.
[NonParallelizable]
public sealed class When_a_worker_looks_at_its_environment
{
    private const string Canary = "canary-3f1c";
    private const string Document = """
        {"kind":"transform","spec":{"rules":[{"key":{"secret":"hmac/main"}},{"nested":[{"other":{"secret":"link.age/Key-2"}}]}]}}
        """;

    private static readonly string[] Variables =
    [
        "FREEHOLD_SECRET_HMAC_MAIN", "FREEHOLD_SECRET_OTHER_JOB", "FREEHOLD_CONTROLPLANE__TOKEN", "FREEHOLD_CONTROLPLANE__PROXY",
        "AWS_SECRET_ACCESS_KEY", "TEST_PASSED_ON",
    ];

    [SetUp]
    public void SetCanaries()
    {
        foreach (var variable in Variables)
            Environment.SetEnvironmentVariable(variable, $"{Canary}-{variable}");
    }

    [TearDown]
    public void RemoveCanaries()
    {
        foreach (var variable in Variables)
            Environment.SetEnvironmentVariable(variable, null);
    }

    [Test]
    public async Task It_finds_the_secrets_that_its_job_names_and_no_other()
    {
        var environment = await EnvironmentOfAsync(Document);

        Assert.That(environment.Where(line => line.Contains(Canary, StringComparison.Ordinal)),
            Is.EqualTo(new[] { $"FREEHOLD_SECRET_HMAC_MAIN={Canary}-FREEHOLD_SECRET_HMAC_MAIN" }));
    }

    [Test]
    public async Task It_finds_what_the_operator_passes_on()
    {
        var environment = await EnvironmentOfAsync(Messages.Document, "TEST_PASSED_ON");

        Assert.That(environment, Does.Contain($"TEST_PASSED_ON={Canary}-TEST_PASSED_ON"));
    }

    [Test]
    public async Task It_finds_the_connections_that_its_addresses_need_and_no_other()
    {
        var connections = new BucketConnections(new Dictionary<string, BucketConnection>(StringComparer.Ordinal)
        {
            ["source"] = new() { Match = "s3://source", AccessKeyId = "id-of-source", SecretAccessKey = $"{Canary}-source" },
            ["sources"] = new() { Match = "s3://sources", SecretAccessKey = $"{Canary}-sources" },
            ["sink"] = new() { Match = "az://account/sink/out", AccountKey = $"{Canary}-sink" },
            ["other"] = new() { Match = "gs://other", SecretAccessKey = $"{Canary}-other" },
        });

        var environment = await EnvironmentOfAsync(
            """{"kind":"transform","input":["s3://source/in/*.csv"],"output":"az://account/sink/out/"}""", connections);

        Assert.That(environment.Where(line => line.StartsWith("FREEHOLD_BUCKETS__", StringComparison.Ordinal)), Is.EquivalentTo(new[]
        {
            "FREEHOLD_BUCKETS__SOURCE__MATCH=s3://source",
            "FREEHOLD_BUCKETS__SOURCE__ACCESSKEYID=id-of-source",
            $"FREEHOLD_BUCKETS__SOURCE__SECRETACCESSKEY={Canary}-source",
            "FREEHOLD_BUCKETS__SINK__MATCH=az://account/sink/out",
            $"FREEHOLD_BUCKETS__SINK__ACCOUNTKEY={Canary}-sink",
        }));
    }

    [Test]
    public async Task It_finds_who_it_is_and_what_connects_its_log()
    {
        var environment = await EnvironmentOfAsync(Messages.Document);

        Assert.That(environment.Select(line => line.Split('=')[0]),
            Is.SupersetOf(new[] { "PATH", "TMPDIR", "FREEHOLD_ATTEMPT", "TRACEPARENT", "FREEHOLD_CORRELATION_ID" }));
    }

    [Test]
    public async Task Nothing_secret_is_in_an_argument_or_in_a_file()
    {
        await using var bench = new ExecutorBench(FakeWorker.RunsUntilReleased);
        var attempt = await bench.StartAsync(Document);
        await Eventually.IsTrueAsync(() => bench.Worker.Calls.Count == 1);

        Assert.That(await File.ReadAllTextAsync($"/proc/{bench.Worker.Calls[0]}/cmdline"), Does.Not.Contain(Canary));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(bench.Work, attempt.FolderName), "*", SearchOption.AllDirectories))
            Assert.That(await File.ReadAllTextAsync(file), Does.Not.Contain(Canary), file);

        bench.Worker.Release();
        await bench.WatchToEndAsync(attempt);
    }

    private static Task<IReadOnlyList<string>> EnvironmentOfAsync(string document, params IReadOnlyList<string> passed) =>
        EnvironmentOfAsync(document, BucketConnections.None, passed);

    private static async Task<IReadOnlyList<string>> EnvironmentOfAsync(string document, BucketConnections connections, params IReadOnlyList<string> passed)
    {
        await using var bench = new ExecutorBench("env >\"$HERE/environment\"") { Connections = connections };
        var order = bench.NewOrder(document);
        await bench.NewExecutor(null, passed).StartAsync(order, CancellationToken.None).InTime();
        await bench.WatchToEndAsync(order.Attempt);
        return await File.ReadAllLinesAsync(bench.Worker.Left("environment"));
    }
}
