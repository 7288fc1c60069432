using System.Net;
using System.Net.Sockets;

namespace Freehold.Testing.Networks;

/// <summary>One of the two ways through a connection, or both.</summary>
[Flags]
public enum Way
{
    /// <summary>From who connected to the target.</summary>
    Up = 1,

    /// <summary>From the target to who connected.</summary>
    Down = 2,

    /// <summary>Both.</summary>
    Both = Up | Down,
}

/// <summary>
/// A network between two programs that a test can delay, stall, cut and corrupt: a port of the loopback that forwards to
/// others, in turn, leaving out those that do not answer.
/// </summary>
public sealed class TcpForwarder : IAsyncDisposable
{
    private readonly ServingPort _port;
    private readonly Stop _up = new();
    private readonly Stop _down = new();
    private int _turn;
    private int _corrupt;

    /// <summary>Listens on the loopback, at once.</summary>
    public TcpForwarder(params IReadOnlyList<int> targets)
        : this(IPAddress.Loopback, targets)
    {
    }

    /// <summary>Listens on another address of this machine, at once.</summary>
    public TcpForwarder(IPAddress address, params IReadOnlyList<int> targets)
    {
        Targets = targets;
        _port = new(address, ServeAsync);
    }

    /// <summary>Where others connect.</summary>
    public int Port => _port.Port;

    /// <summary>Ports that connections go to, from the next one on.</summary>
    public IReadOnlyList<int> Targets { get; set; }

    /// <summary>How long every piece of data is held up. Default: not at all.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Longest piece that is passed on at once; short ones tear messages and TLS records apart. Default 16 KiB.</summary>
    public int Piece { get; set; } = 16 * 1024;

    /// <summary>Connections accepted so far.</summary>
    public int Connections => _port.Connections;

    /// <summary>Keeps connections open but lets nothing through any more, as a firewall that forgets them does; new ones too.</summary>
    public void Stall(Way way = Way.Both)
    {
        if (way.HasFlag(Way.Up))
            _up.Set();
        if (way.HasFlag(Way.Down))
            _down.Set();
    }

    /// <summary>Lets everything through again, also what was held up.</summary>
    public void GoOn()
    {
        _up.Release();
        _down.Release();
    }

    /// <summary>Resets every connection.</summary>
    public void Cut() => _port.Cut();

    /// <summary>Changes one byte of the next piece that goes up.</summary>
    public void CorruptNext() => Interlocked.Exchange(ref _corrupt, 1);

    /// <summary>Resets all connections and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        GoOn();
        await _port.DisposeAsync();
    }

    private async Task ServeAsync(TcpClient client, CancellationToken over)
    {
        using var target = await ConnectAsync(over);
        client.NoDelay = target.NoDelay = true;
        await Task.WhenAny(
            CopyAsync(client.GetStream(), target.GetStream(), _up, isUp: true, over), CopyAsync(target.GetStream(), client.GetStream(), _down, isUp: false, over));
    }

    private async Task<TcpClient> ConnectAsync(CancellationToken over)
    {
        for (var tries = 1; ; tries++)
        {
            var targets = Targets;
            var target = new TcpClient();
            try
            {
                await target.ConnectAsync(IPAddress.Loopback, targets[(Interlocked.Increment(ref _turn) & int.MaxValue) % targets.Count], over);
                return target;
            }
            catch (SocketException) when (tries < targets.Count)
            {
                target.Dispose();
            }
            catch
            {
                target.Dispose();
                throw;
            }
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, Stop stop, bool isUp, CancellationToken over)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReadAsync(buffer.AsMemory(0, Math.Min(Piece, buffer.Length)), over) is > 0 and var read)
            {
                if (Delay > TimeSpan.Zero)
                    await Task.Delay(Delay, over);
                await stop.PassAsync(over);
                if (isUp && Interlocked.Exchange(ref _corrupt, 0) == 1)
                    buffer[read / 2] ^= 0x20;
                await to.WriteAsync(buffer.AsMemory(0, read), over);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // Cut.
        }
    }

    /// <summary>A gate that is open, or holds everything up until it is opened.</summary>
    private sealed class Stop
    {
        private volatile TaskCompletionSource? _closed;

        public void Set() => _closed ??= new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release() => Interlocked.Exchange(ref _closed, null)?.TrySetResult();

        public Task PassAsync(CancellationToken over) => _closed?.Task.WaitAsync(over) ?? Task.CompletedTask;
    }
}
