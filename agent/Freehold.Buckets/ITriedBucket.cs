namespace Freehold.Buckets;

/// <summary>What a bucket can do besides, for finding out which rights there are at little cost. All buckets of <see cref="BucketOpener"/> do.</summary>
public interface ITriedBucket : IBucket
{
    /// <summary>Reads the beginning of an object and no more of it.</summary>
    /// <param name="name">Name of the object.</param>
    /// <param name="mostBytes">Most bytes to read; from 1.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many bytes were read; fewer when the object ends before.</returns>
    Task<int> ReadBeginningAsync(string name, int mostBytes, CancellationToken cancellationToken);

    /// <summary>Begins to write an object in parts and gives up at once: the right to write is needed, and nothing comes of it.</summary>
    /// <returns>False when the store has no such thing, so that nothing was asked for.</returns>
    Task<bool> TryPartsAsync(string name, CancellationToken cancellationToken);
}
