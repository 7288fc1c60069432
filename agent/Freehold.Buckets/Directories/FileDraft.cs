namespace Freehold.Buckets.Directories;

/// <summary>A file beside its later place under a name of its own, moved there when it is published.</summary>
internal sealed class FileDraft(string path) : IObjectDraft
{
    private bool _published;

    // Not of its later name, which may be as long as a name can be.
    public string LocalPath { get; } = Path.Join(Path.GetDirectoryName(path), $".{Guid.NewGuid():N}.part");

    public Task PublishAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            // The content reaches the disk before the name does, or a power cut could leave the name without the content.
            using (var file = File.OpenHandle(LocalPath, FileMode.Open, FileAccess.ReadWrite))
                RandomAccess.FlushToDisk(file);
            File.Move(LocalPath, path, overwrite: true);
            _published = true;
            WholeFile.FlushFolder(Path.GetDirectoryName(path)!);
            return Task.CompletedTask;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.TranslateWrite(e, BucketAddress.ForPath(path));
        }
    }

    public ValueTask DisposeAsync()
    {
        if (!_published)
            File.Delete(LocalPath);
        return ValueTask.CompletedTask;
    }
}
