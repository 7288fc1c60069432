using System.Collections.Concurrent;

namespace Freehold.Testing.Kubernetes;

/// <summary>What goes wrong between a client and the API server, when a test says so.</summary>
public sealed class ApiFaults
{
    private readonly ConcurrentQueue<ApiStatus> _next = new();
    private CancellationTokenSource _watches = new();
    private int _bookmarks;

    /// <summary>Asked for each write before it is done; an answer is the refusal. Admission sits here.</summary>
    public Func<string, string, ApiStatus?> Admission { get; set; } = (_, _) => null;

    /// <summary>Whether watches are broken off in the middle, and not closed in good order, when they are dropped.</summary>
    public bool WatchesBreak { get; set; }

    /// <summary>Whether the logs of pods cannot be had, as when their node is away.</summary>
    public bool LogsAreAway { get; set; }

    /// <summary>Asked for each request; an answer is the refusal.</summary>
    public Func<ApiRequest, ApiStatus?> Refusal { get; set; } = _ => null;

    /// <summary>Requests that are never answered, and never done.</summary>
    public Func<ApiRequest, bool> Hangs { get; set; } = _ => false;

    /// <summary>Requests that are done, and whose answer is lost with the connection.</summary>
    public Func<ApiRequest, bool> LosesAnswer { get; set; } = _ => false;

    /// <summary>The next requests are refused, one after the other, whatever they are.</summary>
    public void RefuseNext(params IReadOnlyList<ApiStatus> refusals)
    {
        foreach (var refusal in refusals)
            _next.Enqueue(refusal);
    }

    /// <summary>Ends every watch that is open now.</summary>
    public void DropWatches() => Interlocked.Exchange(ref _watches, new()).Cancel();

    internal int Bookmarks => Volatile.Read(ref _bookmarks);

    internal void CountBookmark() => Interlocked.Increment(ref _bookmarks);

    internal CancellationToken WatchesDropped => _watches.Token;

    internal ApiStatus? TakeRefusal() => _next.TryDequeue(out var refusal) ? refusal : null;
}
