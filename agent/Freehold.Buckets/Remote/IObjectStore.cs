using Freehold.Buckets.Transfers;

namespace Freehold.Buckets.Remote;

/// <summary>
/// What a store can be asked for, one request each: nothing is tried again in here and no error translated. Keys are whole, with the
/// bucket's prefix.
/// </summary>
internal interface IObjectStore
{
    /// <summary>Who asks, as far as it is known: never a secret.</summary>
    string Identity { get; }

    /// <summary>Largest range that the store checks, or that is worth a request of its own.</summary>
    int RangeBytes { get; }

    /// <summary>Most keys that one <see cref="DeleteAsync"/> takes.</summary>
    int MostDeletes { get; }

    /// <summary>Characters that it would make others of, so that no name may hold them.</summary>
    string ChangedCharacters { get; }

    Task<ListedPage> ListAsync(string prefix, bool deep, string? continuation, CancellationToken cancellationToken);

    Task<StoredObject?> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>Opens a range; shorter if the object ends before. Disposing the result ends the request.</summary>
    /// <param name="version">The version that it has to be; null takes any.</param>
    Task<ObjectRange> ReadAsync(string key, long offset, long length, string? version, CancellationToken cancellationToken);

    Task PutAsync(string key, FilePart content, CancellationToken cancellationToken);

    /// <returns>False when there is an object of that name.</returns>
    Task<bool> PutIfAbsentAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <returns>Id of the upload.</returns>
    Task<string> BeginPartsAsync(string key, CancellationToken cancellationToken);

    /// <param name="number">From 1.</param>
    /// <returns>The tag by which the part is named in the end.</returns>
    Task<string> PutPartAsync(string key, string upload, int number, FilePart part, CancellationToken cancellationToken);

    /// <summary>Makes the parts an object.</summary>
    Task CompletePartsAsync(string key, string upload, IReadOnlyList<string> tags, CancellationToken cancellationToken);

    /// <summary>Frees the parts, as far as the store needs to be told.</summary>
    Task AbortPartsAsync(string key, string upload, CancellationToken cancellationToken);

    /// <summary>Deletes; keys that are not there are no failure.</summary>
    Task DeleteAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken);

    /// <summary>What an exception of any member means; null for one that is no answer of a store but a bug.</summary>
    StoreFault? FaultOf(Exception e);
}
