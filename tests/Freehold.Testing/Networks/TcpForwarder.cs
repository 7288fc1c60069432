using System.Collections.Concurrent;
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
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _over = new();
    private readonly ConcurrentDictionary<TcpClient, bool> _clients = [];
    private readonly Task _accepting;
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
        _listener = new(address, 0);
        Targets = targets;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>Where others connect.</summary>
    public int Port { get; }

    /// <summary>Ports that connections go to, from the next one on.</summary>
    public IReadOnlyList<int> Targets { get; set; }

    /// <summary>How long every piece of data is held up. Default: not at all.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Longest piece that is passed on at once; short ones tear messages and TLS records apart. Default 16 KiB.</summary>
    public int Piece { get; set; } = 16 * 1024;

    /// <summary>Connections accepted so far.</summary>
    public int Connections { get; private set; }

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
    public void Cut()
    {
        foreach (var client in _clients.Keys)
            client.Client?.Close(timeout: 0);
    }

    /// <summary>Changes one byte of the next piece that goes up.</summary>
    public void CorruptNext() => Interlocked.Exchange(ref _corrupt, 1);

    /// <summary>Resets all connections and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        GoOn();
        _listener.Stop();
        Cut();
        await _accepting.InTime();
        _over.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_over.Token);
                Connections++;
                serving.Add(ServeAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }

        await Task.WhenAll(serving);
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            _clients.TryAdd(client, true);
            try
            {
                using var target = await ConnectAsync();
                client.NoDelay = target.NoDelay = true;
                await Task.WhenAny(
                    CopyAsync(client.GetStream(), target.GetStream(), _up, isUp: true), CopyAsync(target.GetStream(), client.GetStream(), _down, isUp: false));
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or InvalidOperationException)
            {
                // Cut, by the test or by a peer, or nobody listens behind it.
            }

            _clients.TryRemove(client, out _);
        }
    }

    private async Task<TcpClient> ConnectAsync()
    {
        for (var tries = 1; ; tries++)
        {
            var targets = Targets;
            var target = new TcpClient();
            try
            {
                await target.ConnectAsync(IPAddress.Loopback, targets[(Interlocked.Increment(ref _turn) & int.MaxValue) % targets.Count], _over.Token);
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

    private async Task CopyAsync(NetworkStream from, NetworkStream to, Stop stop, bool isUp)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReadAsync(buffer.AsMemory(0, Math.Min(Piece, buffer.Length)), _over.Token) is > 0 and var read)
            {
                if (Delay > TimeSpan.Zero)
                    await Task.Delay(Delay, _over.Token);
                await stop.PassAsync(_over.Token);
                if (isUp && Interlocked.Exchange(ref _corrupt, 0) == 1)
                    buffer[read / 2] ^= 0x20;
                await to.WriteAsync(buffer.AsMemory(0, read), _over.Token);
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
