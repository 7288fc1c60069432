namespace Freehold.Buckets;

/// <summary>An object being written. Disposing it unpublished leaves nothing behind.</summary>
public interface IObjectDraft : IAsyncDisposable
{
    /// <summary>Absolute path of the local file to write; its folder exists, the file may not.</summary>
    string LocalPath { get; }

    /// <summary>Makes the object visible, whole and durable. Once.</summary>
    /// <exception cref="BucketException">The store refused or failed; nothing became visible.</exception>
    Task PublishAsync(CancellationToken cancellationToken);
}
