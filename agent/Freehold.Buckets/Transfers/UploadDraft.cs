namespace Freehold.Buckets.Transfers;

/// <summary>A local file that becomes an object when it is published.</summary>
internal sealed class UploadDraft(Upload upload, string path, string key) : IObjectDraft
{
    public string LocalPath => path;

    public Task PublishAsync(CancellationToken cancellationToken) => upload.FromFileAsync(path, key, cancellationToken);

    public ValueTask DisposeAsync()
    {
        if (File.Exists(path)) // its folder may be gone, and then deleting would fail
            File.Delete(path);
        return ValueTask.CompletedTask;
    }
}
