using Freehold.Agent.Executors;
using Freehold.JobContract.Connections;

namespace Freehold.Agent.Tests.Executors;

/// <summary>A worker gets what <c>freehold-worker narrow</c> made of the agent's connections, and never those in its place.</summary>
public sealed class When_credentials_can_be_narrowed
{
    private const string Wide = "canary-account-key";
    private const string Document = """
        {"kind":"transform","input":"az://account/source/in/*.csv","output":"az://account/sink/out","timeLimit":"30m"}
        """;

    [Test]
    public async Task It_gets_what_was_made_for_its_addresses_and_its_time()
    {
        await using var bench = NewBench("""
            [{"Connections":[{"Match":"az://account/source","Sas":"sv=read"},{"Match":"az://account/sink","Sas":"sv=write"}],"Scope":"Containers","ExpiresAt":"2030-01-01T00:00:00Z"}]
            """);
        var order = bench.NewOrder(Document);
        await bench.NewExecutor().StartAsync(order, CancellationToken.None).InTime();
        await bench.WatchToEndAsync(order.Attempt);

        var environment = await File.ReadAllLinesAsync(bench.Worker.Left("environment"));
        Assert.That(environment, Has.None.Contains(Wide));
        Assert.That(environment, Is.SupersetOf(new[]
        {
            "FREEHOLD_BUCKETS__STORE__MATCH=az://account/source", "FREEHOLD_BUCKETS__STORE__SAS=sv=read",
            "FREEHOLD_BUCKETS__STORE_2__MATCH=az://account/sink", "FREEHOLD_BUCKETS__STORE_2__SAS=sv=write",
        }));
        Assert.That(await File.ReadAllTextAsync(bench.Worker.Left("orders")), Is.EqualTo(
            $$"""[{"Connection":"store","Read":["az://account/source/in/*.csv"],"Write":["az://account/sink/out/{{order.Attempt.Job:D}}/"],"Upload":[],"Seconds":2700}]"""));
    }

    [Test]
    public async Task What_cannot_be_narrowed_goes_as_it_is()
    {
        await using var bench = NewBench("""[{"Obstacle":"NotOfferedByStore"}]""");
        var order = bench.NewOrder(Document);
        await bench.NewExecutor().StartAsync(order, CancellationToken.None).InTime();
        await bench.WatchToEndAsync(order.Attempt);

        Assert.That(await File.ReadAllLinesAsync(bench.Worker.Left("environment")), Does.Contain($"FREEHOLD_BUCKETS__STORE__ACCOUNTKEY={Wide}"));
    }

    [Test]
    public async Task A_store_that_refuses_ends_the_attempt_and_names_itself()
    {
        await using var bench = NewBench("""[{"Obstacle":"Refused","Answer":"403 AccessDenied"}]""");

        var refused = Assert.ThrowsAsync<WorkerNotStartedException>(
            () => bench.NewExecutor().StartAsync(bench.NewOrder(Document), CancellationToken.None).InTime());

        Assert.That((refused.Failure!.Code, refused.Failure.Detail, refused.Failure.ObjectName, refused.Failure.Identity),
            Is.EqualTo(("bucket_denied", "not_narrowed", "az://account", "account key")));
        Assert.That(refused.Message, Does.Contain("403 AccessDenied").And.Not.Contain(Wide));
        Assert.That(File.Exists(bench.Worker.Left("environment")), Is.False, "nothing was started");
    }

    [TestCase("no JSON")]
    [TestCase("[]")]
    public async Task A_program_that_answers_something_else_starts_nothing(string answer)
    {
        await using var bench = NewBench(answer);

        var failed = Assert.ThrowsAsync<WorkerNotStartedException>(
            () => bench.NewExecutor().StartAsync(bench.NewOrder(Document), CancellationToken.None).InTime());

        Assert.That(failed.Failure, Is.Null);
        Assert.That($"{failed}", Does.Not.Contain(answer == "[]" ? Wide : answer));
        Assert.That(File.Exists(bench.Worker.Left("environment")), Is.False);
    }

    private static ExecutorBench NewBench(string answer) =>
        new($$"""
            if [ "$1" = narrow ]; then cat >"$HERE/orders"; echo '{{answer.Trim()}}'; exit 0; fi
            env >"$HERE/environment"
            """)
        {
            NarrowCredentials = true,
            Connections = new(new Dictionary<string, BucketConnection>(StringComparer.Ordinal)
            {
                ["store"] = new() { Match = "az://account", AccountKey = Wide },
            }),
        };
}
