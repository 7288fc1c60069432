using Freehold.Buckets.Remote;
using Freehold.Buckets.Transfers;

namespace Freehold.Buckets.Tests.Conformance;

/// <summary>A store in which an object is replaced after its first range was opened.</summary>
internal sealed class ChangingStore(StoreUnderTest store, IBucket bucket, Func<Task> changeAsync) : IObjectStore
{
    private readonly IObjectStore _inner = ((RemoteUnderTest)store).StoreOf(bucket);
    private int _ranges;

    public string Identity => _inner.Identity;

    public int RangeBytes => _inner.RangeBytes;

    public int MostDeletes => _inner.MostDeletes;

    public string ChangedCharacters => _inner.ChangedCharacters;

    public IBucket Open() => new RemoteBucket(this, ((RemoteUnderTest)store).ReachedBy(bucket).Address, StoreUnderTest.Limits, TimeProvider.System);

    public async Task<ObjectRange> ReadAsync(string key, long offset, long length, string? version, CancellationToken cancellationToken)
    {
        var range = await _inner.ReadAsync(key, offset, length, version, cancellationToken);
        if (Interlocked.Increment(ref _ranges) == 1)
            await changeAsync();
        return range;
    }

    public Task<ListedPage> ListAsync(string prefix, bool deep, string? continuation, CancellationToken cancellationToken) =>
        _inner.ListAsync(prefix, deep, continuation, cancellationToken);

    public Task<StoredObject?> FindAsync(string key, CancellationToken cancellationToken) => _inner.FindAsync(key, cancellationToken);

    public Task PutAsync(string key, FilePart content, CancellationToken cancellationToken) => _inner.PutAsync(key, content, cancellationToken);

    public Task<bool> PutIfAbsentAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        _inner.PutIfAbsentAsync(key, content, cancellationToken);

    public Task<string> BeginPartsAsync(string key, CancellationToken cancellationToken) => _inner.BeginPartsAsync(key, cancellationToken);

    public Task<string> PutPartAsync(string key, string upload, int number, FilePart part, CancellationToken cancellationToken) =>
        _inner.PutPartAsync(key, upload, number, part, cancellationToken);

    public Task CompletePartsAsync(string key, string upload, IReadOnlyList<string> tags, CancellationToken cancellationToken) =>
        _inner.CompletePartsAsync(key, upload, tags, cancellationToken);

    public Task AbortPartsAsync(string key, string upload, CancellationToken cancellationToken) => _inner.AbortPartsAsync(key, upload, cancellationToken);

    public Task DeleteAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) => _inner.DeleteAsync(keys, cancellationToken);

    public StoreFault? FaultOf(Exception e) => _inner.FaultOf(e);
}
