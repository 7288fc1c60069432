using System.Security.Cryptography;
using Freehold.Buckets;
using Freehold.JobContract.Failures;

namespace Freehold.Worker.Output;

/// <summary>
/// Where one attempt of a job writes: <c>&lt;job id&gt;/&lt;attempt&gt;/…</c> under the output's prefix, and the commit:
/// <c>&lt;job id&gt;/manifest.json</c>. Several attempts may be at work; the first commit wins and the others find it.
/// </summary>
internal sealed class AttemptOutput(IBucket bucket, string jobId, int attempt)
{
    private readonly string _prefix = $"{jobId}/{attempt}/";
    private readonly string _manifest = $"{jobId}/manifest.json";

    /// <summary>Address of the attempt's prefix, for people.</summary>
    public string Address => bucket.AddressOf($"{jobId}/{attempt}");

    /// <summary>Address of an output file.</summary>
    public string AddressOf(OutputFile file) => bucket.AddressOf($"{jobId}/{file.Name}");

    /// <summary>Begins an output file.</summary>
    public Task<IObjectDraft> BeginAsync(string outputName, string scratch, CancellationToken cancellationToken) =>
        bucket.BeginAsync(_prefix + outputName, scratch, cancellationToken);

    /// <summary>Makes a file of the job, of this attempt or another, readable as a local file, which must not be changed.</summary>
    public Task<string> FetchAsync(OutputFile file, string scratch, CancellationToken cancellationToken) =>
        bucket.FetchAsync($"{jobId}/{file.Name}", scratch, cancellationToken);

    /// <summary>Describes and publishes a file that has been written.</summary>
    public async Task<OutputFile> PublishAsync(IObjectDraft draft, string outputName, long rows, CancellationToken cancellationToken)
    {
        long bytes;
        byte[] digest;
        await using (var content = File.OpenRead(draft.LocalPath))
        {
            bytes = content.Length;
            digest = await SHA256.HashDataAsync(content, cancellationToken);
        }

        await draft.PublishAsync(cancellationToken);
        return new($"{attempt}/{outputName}", bytes, rows, Convert.ToHexStringLower(digest));
    }

    /// <summary>The manifest of whichever document, or null.</summary>
    public async Task<Manifest?> ReadManifestAsync(CancellationToken cancellationToken) =>
        await bucket.ReadAsync(_manifest, cancellationToken) is { } stored ? Manifest.Parse(stored) : null;

    /// <summary>The output that the job has already, or null.</summary>
    /// <exception cref="JobFailedException">It was made of another document.</exception>
    public async Task<CommittedOutput?> FindCommittedAsync(string configDigest, CancellationToken cancellationToken)
    {
        if (await bucket.ReadAsync(_manifest, cancellationToken) is not { } stored)
            return null;

        var manifest = Manifest.Parse(stored);
        return string.Equals(manifest.ConfigDigest, configDigest, StringComparison.Ordinal)
            ? Described(manifest, stored)
            : throw new JobFailedException(new Failure
            {
                Code = FailureCode.SpecInvalid,
                Detail = FailureDetail.DigestConflict,
                ObjectName = bucket.AddressOf(_manifest),
            });
    }

    /// <summary>Commits, unless another attempt has: then that one's output is the job's.</summary>
    /// <returns>What the job has now.</returns>
    public async Task<CommittedOutput> CommitAsync(Manifest manifest, CancellationToken cancellationToken)
    {
        var content = manifest.ToUtf8();
        if (await bucket.PutIfAbsentAsync(_manifest, content, cancellationToken))
            return Described(manifest, content);

        return await FindCommittedAsync(manifest.ConfigDigest, cancellationToken)
            ?? throw new BucketException(BucketError.Unavailable, bucket.AddressOf(_manifest));
    }

    private CommittedOutput Described(Manifest manifest, byte[] content) =>
        new(manifest, bucket.AddressOf(_manifest), Convert.ToHexStringLower(SHA256.HashData(content)));
}
