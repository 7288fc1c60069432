using System.Text;

namespace Freehold.ControlPlane.Jobs;

/// <summary>
/// Writes server-sent events and, when there is nothing to say, a comment: proxies drop connections that are silent.
/// </summary>
internal sealed class ServerEventStream(HttpResponse response, TimeSpan heartbeat, TimeProvider time) : IAsyncDisposable
{
    private readonly SemaphoreSlim _writing = new(1);
    private readonly CancellationTokenSource _ended = new();
    private Task _beating = Task.CompletedTask;

    /// <summary>Sends the headers, so that the client knows that it is connected.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache, no-store";
        // For nginx, which would otherwise hold the events back.
        response.Headers["X-Accel-Buffering"] = "no";
        await WriteAsync(": following\n\n"u8.ToArray(), cancellationToken);
        _beating = BeatAsync(_ended.Token);
    }

    /// <param name="data">One line.</param>
    public Task SendAsync(string name, string id, byte[] data, CancellationToken cancellationToken) =>
        WriteAsync([.. Encoding.UTF8.GetBytes($"event: {name}\nid: {id}\ndata: "), .. data, (byte)'\n', (byte)'\n'], cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _beating;
        _ended.Dispose();
        _writing.Dispose();
    }

    private async Task BeatAsync(CancellationToken ended)
    {
        try
        {
            using var timer = new PeriodicTimer(heartbeat, time);
            while (await timer.WaitForNextTickAsync(ended))
                await WriteAsync(": still here\n\n"u8.ToArray(), ended);
        }
        catch (Exception e) when (ended.IsCancellationRequested || e is IOException or OperationCanceledException)
        {
            // The stream has ended, or the client has gone, which the sender of events notices by itself.
        }
    }

    private async Task WriteAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await response.Body.WriteAsync(bytes, cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }
}
