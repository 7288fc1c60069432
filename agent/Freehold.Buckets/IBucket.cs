namespace Freehold.Buckets;

/// <summary>
/// Objects under one address, by name: <c>/</c> between segments, never at either end, no <c>.</c> or <c>..</c> among them. A listing
/// may show other names, since stores allow them; to use one is <see cref="BucketError.UnsafeName"/>. All members are safe from any
/// thread, and throw <see cref="BucketException"/> when the store refuses or fails.
/// </summary>
public interface IBucket
{
    /// <summary>The address of an object, for people and manifests.</summary>
    string AddressOf(string name);

    /// <summary>The objects whose names begin with a prefix, in no order. A prefix that nothing begins with yields none.</summary>
    /// <param name="prefix">Empty, or what the names begin with; not only whole segments.</param>
    /// <param name="deep">Also names with a <c>/</c> after the prefix.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    IAsyncEnumerable<BucketObject> ListAsync(string prefix, bool deep, CancellationToken cancellationToken);

    /// <summary>One object, or null when there is none of that name.</summary>
    Task<BucketObject?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>
    /// Makes an object readable as a local file: a store elsewhere downloads it into <paramref name="scratch"/>, a directory hands
    /// out the object itself, which must not be changed.
    /// </summary>
    /// <returns>Absolute path of the local file.</returns>
    Task<string> FetchAsync(string name, string scratch, CancellationToken cancellationToken);

    /// <summary>The content of a small object, or null when there is none of that name.</summary>
    Task<byte[]?> ReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>
    /// Begins an object that is written as a local file first. Nothing of it can be seen under its name until it is published.
    /// </summary>
    /// <param name="name">Name it will have. An object of that name is replaced when the draft is published.</param>
    /// <param name="scratch">Existing local folder for stores that are elsewhere.</param>
    /// <param name="cancellationToken">Gives up before the draft exists.</param>
    Task<IObjectDraft> BeginAsync(string name, string scratch, CancellationToken cancellationToken);

    /// <summary>
    /// Writes a small object whole, on condition that there is none of that name. Of several callers at once one succeeds, if what
    /// they write differs: after a broken connection the content tells whose object it is.
    /// </summary>
    /// <returns>False when there is one; it is left as it is.</returns>
    Task<bool> PutIfAbsentAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Removes an object. One that is not there is no failure.</summary>
    Task DeleteAsync(string name, CancellationToken cancellationToken);

    /// <summary>Removes many objects, in few requests where the store can. When it fails some of them may be gone.</summary>
    Task DeleteAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken);

    /// <summary>
    /// Where an object lies, or would lie, in this machine's file system; null for a store that is elsewhere. For logs, which are
    /// written in place so that they survive the death of their writer.
    /// </summary>
    string? LocalPathOf(string name);
}
