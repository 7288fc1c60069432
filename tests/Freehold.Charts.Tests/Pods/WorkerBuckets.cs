using System.Text.Json.Nodes;
using Freehold.Charts.Tests.Helm;
using Freehold.JobContract.Connections;

namespace Freehold.Charts.Tests.Pods;

/// <summary><c>workers.buckets</c>: stores that a service account's cloud identity does not reach.</summary>
public sealed class WorkerBuckets
{
    private const string Archive = """
        workers:
          buckets:
            archive:
              match: s3://archive
              settings: {Endpoint: "https://ceph.bank.example", PathStyle: true}
              existingSecret: ceph
              secretKeys: [AccessKeyId, SecretAccessKey]
        """;

    // What the customer chooses the address by, and what only programs write.
    private static readonly string[] NotSettings = ["Match", "ExpiresAt"];

    [Test]
    public async Task Are_connections_that_a_worker_understands()
    {
        var environment = (await EnvironmentAsync(Archive)).ToDictionary(variable => (string)variable["name"]!, variable => (string?)variable["value"] ?? "of-the-secret", StringComparer.Ordinal);
        var problems = new List<string>();

        var connection = ConnectionEnvironment.Read(environment, problems).For("s3://archive/in/a.csv");

        Assert.That(problems, Is.Empty);
        Assert.That(connection, Is.Not.Null);
        Assert.That((connection!.Endpoint, connection.PathStyle, connection.AccessKeyId), Is.EqualTo((new Uri("https://ceph.bank.example"), (bool?)true, "of-the-secret")));
    }

    [Test]
    public async Task Have_their_keys_by_reference()
    {
        var key = (await EnvironmentAsync(Archive)).Single(variable => (string)variable["name"]! == "FREEHOLD_BUCKETS__ARCHIVE__SECRETACCESSKEY");

        Assert.That(key.ToJsonString(), Does.Contain("""{"secretKeyRef":{"key":"SecretAccessKey","name":"ceph"}}"""));
    }

    [TestCase("workers: {buckets: {a: {match: s3://a, settings: {SecretAccessKey: x}}}}", "/workers/buckets/a/settings")]
    [TestCase("workers: {buckets: {a: {match: s3://a, existingSecret: ceph}}}", "/workers/buckets/a")]
    [TestCase("workers: {buckets: {a: {match: \"https://a\"}}}", "/workers/buckets/a/match")]
    [TestCase("workers: {buckets: {a_b: {match: s3://a}}}", "/workers/buckets")]
    public async Task Are_refused_by_name(string values, string place)
    {
        var result = await Chart.TryRenderAsync(HelmProgram.Four, [], [Chart.Plain, values]);

        Assert.That(result.ExitCode, Is.Not.Zero, "accepted");
        Assert.That(result.Told, Does.Contain($"at '{place}"));
    }

    [Test]
    public void Have_every_key_of_a_connection_in_the_schema()
    {
        var bucket = JsonNode.Parse(Repository.Read("charts", "freehold-agent", "values.schema.json"))!["properties"]!["workers"]!["properties"]!["buckets"]!["patternProperties"]!.AsObject().Single().Value!["properties"]!;
        var settings = bucket["settings"]!["properties"]!.AsObject().Select(setting => setting.Key);
        var secrets = bucket["secretKeys"]!["items"]!["enum"]!.AsArray().Select(name => (string)name!);

        Assert.That(settings.Concat(secrets), Is.EquivalentTo(ConnectionKey.All.Select(key => key.Name).Except(NotSettings)));
    }

    private static async Task<IReadOnlyList<JsonNode>> EnvironmentAsync(string values) =>
        [.. (await Chart.RenderAsync(values)).WorkerTemplate().At("spec.containers.0.env")!.AsArray().Select(variable => variable!)];
}
