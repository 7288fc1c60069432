using System.Threading.Channels;

namespace Freehold.Agent.Events;

/// <summary>Wakes whoever sends on the stream: there may be something new to send. Many signals before a look are one.</summary>
internal sealed class DeliverySignal
{
    private readonly Channel<bool> _signals =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Never waits.</summary>
    public void Set() => _signals.Writer.TryWrite(true);

    /// <summary>Returns after the next signal, or one that came since the last return, or after the time given.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        using var waited = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(waited.Token, cancellationToken);
        try
        {
            await _signals.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time is over: also a reason to look.
        }
    }
}
