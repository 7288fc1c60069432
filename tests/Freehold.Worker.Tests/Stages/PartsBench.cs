using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Freehold.Buckets;
using Freehold.JobContract.Connections;
using Freehold.JobContract.Tasks;
using Freehold.Testing.ObjectStores;
using Freehold.Worker.Tests.Run;

namespace Freehold.Worker.Tests.Stages;

/// <summary>Jobs done by the real program, whole or part by part, with their data on this machine or in a store.</summary>
internal sealed class PartsBench : IAsyncDisposable
{
    public const string Local = "local files";
    public const string Store = "S3";

    private readonly RadosGateway? _rados;
    private readonly BucketConnections _connections = new(new Dictionary<string, BucketConnection>(StringComparer.Ordinal));
    private readonly string _root;

    private PartsBench(RadosGateway? rados)
    {
        _rados = rados;
        _root = rados is null ? $"file://{Files.Root}" : $"s3://first/{Guid.NewGuid():N}";
        if (rados is not null)
        {
            _connections = new(new Dictionary<string, BucketConnection>(StringComparer.Ordinal)
            {
                ["all"] = new() { Match = "s3://first", Endpoint = rados.Endpoint, AccessKeyId = RadosGateway.Owner.Id, SecretAccessKey = RadosGateway.Owner.Secret },
            });
        }
    }

    public static IReadOnlyList<string> Kinds { get; } = [Local, Store];

    public WorkBench Files { get; } = new();

    public static async Task<PartsBench> StartAsync(string kind = Local) => new(kind == Store ? await RadosGateway.StartAsync() : null);

    public Task PutAsync(string name, string content) => OpenAt("").PutIfAbsentAsync($"in/{name}", Encoding.UTF8.GetBytes(content), CancellationToken.None);

    /// <param name="spec">The lines of <c>spec</c>.</param>
    /// <param name="kind">The kind of job.</param>
    /// <param name="more">Further lines at the top level.</param>
    public string Document(string spec, string kind = "transform", string more = "")
    {
        var path = Files.PathOf($"job-{Guid.NewGuid():N}.yaml");
        File.WriteAllText(path, $"""
            kind: {kind}
            input: "{_root}/in/**"
            output: "{_root}/out"
            {more.ReplaceLineEndings("\n")}
            spec:
              {spec.ReplaceLineEndings("\n  ")}

            """);
        return path;
    }

    public Task<BenchRun> DoAsync(string verb, string document, string job, params IEnumerable<string> more) =>
        DoWithAsync([], verb, document, job, more);

    /// <summary>The same with further environment variables.</summary>
    public async Task<BenchRun> DoWithAsync(
        IEnumerable<KeyValuePair<string, string>> variables, string verb, string document, string job, params IEnumerable<string> more)
    {
        using var worker = Start(variables, verb, document, job, more);
        return await worker.EndedAsync();
    }

    /// <summary>The same, without waiting for its end.</summary>
    public WorkerProcess Start(IEnumerable<KeyValuePair<string, string>> variables, string verb, string document, string job, IEnumerable<string> more) =>
        WorkerProcess.Start(
            ConnectionEnvironment.VariablesOf(_connections).Concat(variables).ToDictionary(StringComparer.Ordinal),
            [verb, document, "--job-id", job, "--work-folder", Files.PathOf($"work-{Guid.NewGuid():N}"), .. more]);

    /// <summary>Plan, every index by turns from the last to the first, and commit.</summary>
    public async Task<BenchRun> DoInPartsAsync(string document, string job)
    {
        var plan = await DoAsync("plan", document, job);
        plan.AssertCommitted();
        for (var index = TaskIndexes.Count((int)plan.Reports[^1].Progress.TasksTotal) - 1; index >= 0; index--)
            (await DoAsync("task", document, job, "--index", $"{index}")).AssertCommitted();
        return await DoAsync("commit", document, job);
    }

    /// <summary>Every object under a job's prefix but logs and manifest, with the digest of its bytes.</summary>
    public async Task<IReadOnlyDictionary<string, string>> OutputAsync(string job)
    {
        var bucket = OpenAt("/out");
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await foreach (var item in bucket.ListAsync($"{job}/", deep: true, CancellationToken.None))
        {
            var name = item.Name[(job.Length + 1)..];
            if (!name.Contains("/logs/", StringComparison.Ordinal) && name is not "manifest.json")
                found[name] = Convert.ToHexStringLower(SHA256.HashData(await bucket.ReadAsync(item.Name, CancellationToken.None) ?? []));
        }

        return found;
    }

    /// <summary>The manifest without what differs from job to job.</summary>
    public async Task<string> ManifestAsync(string job)
    {
        var manifest = JsonNode.Parse(await OpenAt("/out").ReadAsync($"{job}/manifest.json", CancellationToken.None))!.AsObject();
        Assert.That(manifest.Remove("jobId"), Is.True);
        Assert.That(manifest.Remove("committedAt"), Is.True);
        return manifest.ToJsonString();
    }

    public async ValueTask DisposeAsync()
    {
        if (_rados is not null)
            await _rados.DisposeAsync();
        Files.Dispose();
    }

    private IBucket OpenAt(string path)
    {
        if (_rados is null)
            Directory.CreateDirectory(Files.Root + path);
        return BucketOpener.Open(BucketAddress.OfPrefix(_root + path), _connections, TimeProvider.System);
    }
}
