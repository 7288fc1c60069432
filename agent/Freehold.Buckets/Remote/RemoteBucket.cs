using System.Runtime.CompilerServices;
using Freehold.Buckets.Transfers;

namespace Freehold.Buckets.Remote;

/// <summary>A prefix in a store elsewhere as a bucket.</summary>
internal sealed class RemoteBucket : ITriedBucket
{
    private readonly IObjectStore _store;
    private readonly string _root;
    private readonly string _prefix;
    private readonly bool _hasUploads;
    private readonly TransferLimits _limits;
    private readonly StoreCalls _calls;

    public RemoteBucket(IObjectStore store, BucketAddress address, TransferLimits limits, TimeProvider time)
    {
        _store = store;
        _root = $"{address.Scheme}://{address.Bucket}/";
        _prefix = address.Prefix;
        _hasUploads = address.Scheme is not "az"; // there, blocks are only blocks
        _limits = limits;
        _calls = new(store, key => _root + key, time);
    }

    public string AddressOf(string name) => _root + _prefix + name;

    public async IAsyncEnumerable<BucketObject> ListAsync(
        string prefix, bool deep, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var from = _prefix + prefix;
        string? continuation = null;
        do
        {
            var asked = continuation;
            var page = await _calls.AskAsync(
                BucketAction.List, from, cancellation => _store.ListAsync(from, deep, asked, cancellation), cancellationToken);

            // Consoles leave an empty object with a / at its end where somebody made a folder.
            foreach (var item in page.Objects.Where(item => !item.Key.EndsWith('/')))
                yield return Described(item);
            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    public async Task<BucketObject?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var key = KeyOf(name);
        return await _calls.AskAsync(BucketAction.Read, key, cancellation => _store.FindAsync(key, cancellation), cancellationToken) is { } found
            ? Described(found)
            : null;
    }

    public async Task<string> FetchAsync(string name, string scratch, CancellationToken cancellationToken)
    {
        // A name of our own: the object's may be anything.
        var path = Path.GetFullPath(Path.Join(scratch, $"{Guid.NewGuid():N}.fetched"));
        await new Download(_store, _calls, _limits).ToFileAsync(KeyOf(name), path, cancellationToken);
        return path;
    }

    public async Task<byte[]?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await new Download(_store, _calls, _limits).ToMemoryAsync(KeyOf(name), cancellationToken);
        }
        catch (BucketException e) when (e.Error is BucketError.NotFound)
        {
            return null;
        }
    }

    public Task<IObjectDraft> BeginAsync(string name, string scratch, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(Path.Join(scratch, $"{Guid.NewGuid():N}.draft"));
        return Task.FromResult<IObjectDraft>(new UploadDraft(new Upload(_store, _calls, _limits), path, KeyOf(name)));
    }

    public async Task<bool> PutIfAbsentAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var key = KeyOf(name);
        var requests = 0;
        var written = await _calls.AskAsync(
            BucketAction.Write, key,
            cancellation =>
            {
                requests++;
                return _store.PutIfAbsentAsync(key, content, cancellation);
            },
            cancellationToken);
        if (written || requests == 1)
            return written;

        // An answer got lost, so the object that was in the way at the second try may be the one of the first.
        return await ReadAsync(name, cancellationToken) is { } stored && content.Span.SequenceEqual(stored);
    }

    public Task DeleteAsync(string name, CancellationToken cancellationToken) => DeleteAsync([name], cancellationToken);

    public async Task DeleteAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _limits.ParallelParts, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(names.Select(KeyOf).Chunk(_store.MostDeletes), parallel, async (keys, cancellation) =>
            await _calls.AskAsync(BucketAction.Delete, keys[0], token => _store.DeleteAsync(keys, token), cancellation));
    }

    public string? LocalPathOf(string name) => null;

    public Task<int> ReadBeginningAsync(string name, int mostBytes, CancellationToken cancellationToken)
    {
        var key = KeyOf(name);
        return _calls.AskAsync(
            BucketAction.Read, key,
            async cancellation =>
            {
                await using var range = await _store.ReadAsync(key, 0, mostBytes, version: null, cancellation);
                return await range.Content.ReadAtLeastAsync(new byte[mostBytes], mostBytes, throwOnEndOfStream: false, cancellation);
            },
            cancellationToken);
    }

    public async Task<bool> TryPartsAsync(string name, CancellationToken cancellationToken)
    {
        if (!_hasUploads)
            return false;

        var key = KeyOf(name);
        var upload = await _calls.AskAsync(BucketAction.Write, key, cancellation => _store.BeginPartsAsync(key, cancellation), cancellationToken);
        await _calls.AskAsync(BucketAction.Write, key, cancellation => _store.AbortPartsAsync(key, upload, cancellation), cancellationToken);
        return true;
    }

    private BucketObject Described(StoredObject item) => new(item.Key[_prefix.Length..], item.Bytes, item.Version);

    private string KeyOf(string name) => name.AsSpan().ContainsAny(_store.ChangedCharacters)
        ? throw new BucketException(BucketError.UnsafeName, AddressOf(name))
        : _prefix + ObjectName.Require(name, AddressOf(name));
}
