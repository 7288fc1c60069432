using Freehold.Buckets;

namespace Freehold.Worker.Tests.Output;

/// <summary>A store that says it is not on this machine, as object stores do: what it takes is published under a folder.</summary>
internal sealed class ElsewhereBucket(string root) : IBucket
{
    private readonly IBucket _inner = BucketOpener.Open(BucketAddress.OfPrefix($"file://{root}/"));

    /// <summary>What the store answers instead of taking an object; null to take it.</summary>
    public BucketError? Refuses { get; set; }

    public string AddressOf(string name) => _inner.AddressOf(name);

    public IAsyncEnumerable<BucketObject> ListAsync(string prefix, bool deep, CancellationToken cancellationToken) =>
        _inner.ListAsync(prefix, deep, cancellationToken);

    public Task<BucketObject?> FindAsync(string name, CancellationToken cancellationToken) => _inner.FindAsync(name, cancellationToken);

    public Task<string> FetchAsync(string name, string scratch, CancellationToken cancellationToken) => _inner.FetchAsync(name, scratch, cancellationToken);

    public Task<byte[]?> ReadAsync(string name, CancellationToken cancellationToken) => _inner.ReadAsync(name, cancellationToken);

    public Task<IObjectDraft> BeginAsync(string name, string scratch, CancellationToken cancellationToken) =>
        Refuses is { } error ? throw new BucketException(error, AddressOf(name)) : _inner.BeginAsync(name, scratch, cancellationToken);

    public Task<bool> PutIfAbsentAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        _inner.PutIfAbsentAsync(name, content, cancellationToken);

    public Task DeleteAsync(string name, CancellationToken cancellationToken) => _inner.DeleteAsync(name, cancellationToken);

    public string? LocalPathOf(string name) => null;
}
