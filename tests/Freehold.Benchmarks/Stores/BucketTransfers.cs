using Freehold.Buckets;

namespace Freehold.Benchmarks.Stores;

/// <summary>By the bucket that workers use: everything is signed, hashed and compared, and tried again where it fails.</summary>
internal sealed class BucketTransfers(IBucket bucket) : ITransfers
{
    public async Task UploadAsync(string path, string name, CancellationToken cancellationToken)
    {
        await using var draft = await bucket.BeginAsync(name, Path.GetDirectoryName(path)!, cancellationToken);
        File.Move(path, draft.LocalPath, overwrite: true);
        await draft.PublishAsync(cancellationToken);
    }

    public Task DownloadAsync(string name, string folder, CancellationToken cancellationToken) => bucket.FetchAsync(name, folder, cancellationToken);
}
