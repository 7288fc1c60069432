using System.Text;
using System.Text.Json;
using Freehold.Buckets;
using Freehold.JobContract.Connections;
using Freehold.Protocol.V1;
using Freehold.Testing.ObjectStores;
using Freehold.Worker.Tests.Run;

namespace Freehold.Worker.Tests.StoreChecks;

/// <summary>The real program against a real S3 server whose policies deny one right at a time.</summary>
public sealed class When_stores_are_checked
{
    private static readonly string[] SourceRights = ["s3:ListBucket", "s3:GetObject"];

    private static readonly string[] SinkRights =
        ["s3:ListBucket", "s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"];

    private static readonly string[] Green =
    [
        "source_list green", "source_stat green", "source_read green", "source_read_only green",
        "sink_write green", "sink_read green", "sink_list green", "sink_conditional green", "sink_multipart green", "sink_delete green",
    ];

    private static readonly Lazy<Task<RadosGateway>> Rados = new(RadosGateway.StartAsync);

    private readonly WorkBench _bench = new();
    private RadosGateway _gateway = null!;
    private string _source = null!;
    private string _sink = null!;

    [OneTimeTearDown]
    public static async Task StopStore() => await (await Rados.Value).DisposeAsync();

    [TearDown]
    public void Remove() => _bench.Dispose();

    [SetUp]
    public async Task MakeBuckets()
    {
        _gateway = await Rados.Value;
        _source = await _gateway.NewBucketAsync();
        _sink = await _gateway.NewBucketAsync();
        await Open(_source, "in/").PutIfAbsentAsync("people.csv", "email\nx@example.org\n"u8.ToArray(), CancellationToken.None);
    }

    [Test]
    public async Task All_is_green_with_the_rights_that_a_job_needs_and_no_more()
    {
        var run = await RunAsync(SourceRights, SinkRights);

        Assert.That(run.ExitCode, Is.Zero, run.People + run.Report);
        Assert.That(Words(run.Succeeded.Check), Is.EqualTo(Green));
        Assert.That(run.Succeeded.Artifacts.Select(file => file.Uri), Is.EquivalentTo(new[] { $"s3://{_sink}/out/job/1/check.json", $"s3://{_sink}/out/job/1/check.html" }));
        Assert.That(await NamesAsync(), Has.None.Contain("/check/"), "what it tried with is gone");
        Assert.That(run.Report + run.People, Does.Not.Contain(RadosGateway.Stranger.Secret).And.Not.Contain("example.org"));
    }

    [TestCase("source", "s3:ListBucket", "source_list", "list")]
    [TestCase("source", "s3:GetObject", "source_read", "read")]
    [TestCase("sink", "s3:PutObject", "sink_write", "write")]
    [TestCase("sink", "s3:GetObject", "sink_read", "read")]
    [TestCase("sink", "s3:ListBucket", "sink_list", "list")]
    [TestCase("sink", "s3:DeleteObject", "sink_delete", "delete")]
    [TestCase("sink", "s3:AbortMultipartUpload", "sink_multipart", "write")]
    public async Task A_right_that_is_denied_is_named_and_the_others_are_still_told(string bucket, string right, string id, string action)
    {
        var run = bucket is "source" ? await RunAsync(SourceRights.Except([right]), SinkRights) : await RunAsync(SourceRights, SinkRights.Except([right]));

        Assert.That((run.ExitCode, run.Failed.Code), Is.EqualTo((1, "check_failed")), run.People + run.Report);
        var denied = run.Failed.Check.Permissions.Single(permission => permission.Id == id);
        Assert.That((denied.Outcome, denied.Code, denied.Action, denied.Identity), Is.EqualTo((CheckOutcome.Red, "bucket_denied", action, "FHST…0002")));
        var other = bucket is "source" ? "sink_write green" : "source_read green";
        Assert.That(Words(run.Failed.Check), Does.Contain(other));
        Assert.That(run.Failed.Check.Permissions.Select(permission => permission.Id), Is.EqualTo(Green.Select(word => word.Split(' ')[0])), "each is told");
        Assert.That(run.People, Does.Contain(right).And.Contain("FHST…0002"));
    }

    [Test]
    public async Task A_source_that_can_be_written_is_a_warning_and_is_not_written()
    {
        var run = await RunAsync([.. SourceRights, "s3:PutObject", "s3:AbortMultipartUpload"], SinkRights);

        Assert.That(run.ExitCode, Is.Zero, run.People);
        Assert.That(Words(run.Succeeded.Check), Does.Contain("source_read_only warning more_than_needed"));
        Assert.That(await Open(_source, "").ListAsync("", deep: true, CancellationToken.None).Select(item => item.Name).ToListAsync(), Is.EqualTo(new[] { "in/people.csv" }));
    }

    [Test]
    public async Task Where_there_is_nothing_reading_is_not_tried()
    {
        await Open(_source, "in/").DeleteAsync("people.csv", CancellationToken.None);

        var run = await RunAsync(SourceRights, SinkRights);

        Assert.That(run.ExitCode, Is.Zero, run.People);
        Assert.That(Words(run.Succeeded.Check).Take(3), Is.EqualTo(["source_list warning nothing_there", "source_stat skipped depends", "source_read skipped depends"]));
    }

    [Test]
    public async Task A_bucket_that_is_not_there_and_a_key_that_is_wrong_are_told_apart()
    {
        var gone = await RunAsync(SourceRights, SinkRights, sinkAddress: "s3://no-such-bucket/out/");
        var wrong = await RunAsync(SourceRights, SinkRights, keyId: "NOBODYSKEY0000000001");

        Assert.That(Words(gone.Failed.Check), Does.Contain("sink_write red bucket_not_found"));
        Assert.That(Words(wrong.Failed.Check), Has.Some.StartsWith("sink_write red bucket_denied").And.Some.StartsWith("source_list red bucket_denied"));
    }

    [Test]
    public async Task The_report_lies_in_the_sink_also_when_something_is_red()
    {
        await RunAsync(SourceRights, SinkRights.Except(["s3:DeleteObject"]));

        var json = JsonDocument.Parse((await OpenAsWorker(_sink, "out/").ReadAsync("job/1/check.json", CancellationToken.None))!).RootElement;
        var red = json.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("outcome").GetString() == "red");
        Assert.That(json.EnumerateObject().Select(member => member.Name), Is.EqualTo(["version", "inputs", "output", "checks"]));
        Assert.That(red.GetProperty("id").GetString(), Is.EqualTo("sink_delete"));
        Assert.That(red.GetProperty("remedy").GetString(), Does.Contain("s3:DeleteObject"));
        var html = Encoding.UTF8.GetString((await OpenAsWorker(_sink, "out/").ReadAsync("job/1/check.html", CancellationToken.None))!);
        Assert.That(html, Does.Contain("Output: delete").And.Contain("s3:DeleteObject").And.Not.Contain("<script"));
        Assert.That(await OpenAsWorker(_sink, "out/").ReadAsync("job/manifest.json", CancellationToken.None), Is.Null, "a check that failed commits nothing");
    }

    [Test]
    public async Task Folders_are_checked_as_stores_are()
    {
        _bench.Put("in/a.csv", "n\n1\n");
        var path = _bench.PathOf("check.yaml");
        await File.WriteAllTextAsync(path, $"kind: check\ninput: file://{_bench.Root}/in/*.csv\noutput: file://{_bench.OutputFolder}/\n");
        using var worker = WorkerProcess.Start("run", path, "--job-id", "job", "--work-folder", _bench.PathOf("work-folder"));

        var run = await worker.EndedAsync();

        Assert.That(run.ExitCode, Is.Zero, run.People + run.Report);
        Assert.That(Words(run.Succeeded.Check), Does.Contain("source_read green").And.Contain("sink_conditional green").And.Contain("sink_multipart skipped not_applicable"));
    }

    private async Task<BenchRun> RunAsync(IEnumerable<string> source, IEnumerable<string> sink, string? keyId = null, string? sinkAddress = null)
    {
        await _gateway.AllowStrangerAsync(_source, source);
        await _gateway.AllowStrangerAsync(_sink, sink);
        var path = _bench.PathOf($"check-{Guid.NewGuid():N}.yaml");
        await File.WriteAllTextAsync(path, $"""
            kind: check
            input: s3://{_source}/in/*.csv
            output: {sinkAddress ?? $"s3://{_sink}/out/"}
            spec: {"{as: transform}"}
            """);
        using var worker = WorkerProcess.Start(
            ConnectionEnvironment.VariablesOf(Connections(keyId ?? RadosGateway.Stranger.Id, RadosGateway.Stranger.Secret)).ToDictionary(StringComparer.Ordinal),
            "run", path, "--job-id", "job", "--attempt", "1", "--work-folder", _bench.PathOf($"work-{Guid.NewGuid():N}"));
        return await worker.EndedAsync();
    }

    private static IReadOnlyList<string> Words(CheckSummary check) =>
        [.. check.Permissions.Select(permission => $"{permission.Id} {permission.Outcome} {permission.Code} {permission.Detail}".ToLowerInvariant().Replace("  ", " ", StringComparison.Ordinal).Trim())];

    private async Task<IReadOnlyList<string>> NamesAsync() =>
        await Open(_sink, "").ListAsync("", deep: true, CancellationToken.None).Select(item => item.Name).ToListAsync();

    private IBucket Open(string bucket, string prefix) => BucketOpener.Open(
        BucketAddress.OfPrefix($"s3://{bucket}/{prefix}"), Connections(RadosGateway.Owner.Id, RadosGateway.Owner.Secret), TimeProvider.System);

    // What it has written only it may read: this server asks the object's owner.
    private IBucket OpenAsWorker(string bucket, string prefix) => BucketOpener.Open(
        BucketAddress.OfPrefix($"s3://{bucket}/{prefix}"), Connections(RadosGateway.Stranger.Id, RadosGateway.Stranger.Secret), TimeProvider.System);

    private BucketConnections Connections(string id, string secret) => new(new[] { _source, _sink, "no-such-bucket" }.ToDictionary(
        name => name,
        name => new BucketConnection { Match = $"s3://{name}", Endpoint = _gateway.Endpoint, AccessKeyId = id, SecretAccessKey = secret },
        StringComparer.Ordinal));
}
