namespace Freehold.Agent.Connection;

/// <summary>Fires when nothing was heard for too long. Time that this side needs to handle a message is not silence.</summary>
internal sealed class StreamSilence(TimeSpan limit, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _fired = new(limit, time);

    /// <summary>Silence after which it fires.</summary>
    public TimeSpan Limit { get; set; } = limit;

    public CancellationToken Fired => _fired.Token;

    /// <summary>A message is there and is being handled.</summary>
    public void Heard() => _fired.CancelAfter(Timeout.InfiniteTimeSpan);

    /// <summary>Listening for the next message.</summary>
    public void Listen() => _fired.CancelAfter(Limit);

    public void Dispose() => _fired.Dispose();
}
