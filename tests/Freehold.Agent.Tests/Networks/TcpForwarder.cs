using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Freehold.Agent.Tests.Networks;

/// <summary>A network between agent and control plane that the test can stall and cut: a TCP port that forwards to another.</summary>
internal sealed class TcpForwarder : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly ConcurrentDictionary<TcpClient, bool> _clients = [];
    private readonly Func<NetworkStream, CancellationToken, Task> _serve;
    private readonly Task _accepting;
    private volatile TaskCompletionSource? _stalledToTarget;
    private volatile TaskCompletionSource? _stalledToClient;

    public TcpForwarder(int target)
        : this(null, target)
    {
    }

    private TcpForwarder(Func<NetworkStream, CancellationToken, Task>? serve, int target)
    {
        _serve = serve ?? ((client, over) => ForwardAsync(client, target, over));
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Connections accepted so far.</summary>
    public int Connections { get; private set; }

    /// <summary>A port that says one thing to everybody and closes.</summary>
    public static TcpForwarder Answering(byte[] answer) => new(
        async (client, over) => await client.WriteAsync(answer, over), target: 0);

    /// <summary>A port that serves each connection in a way of its own.</summary>
    public static TcpForwarder Serving(Func<NetworkStream, CancellationToken, Task> serve) => new(serve, target: 0);

    /// <summary>Keeps connections open but lets nothing through any more, as a firewall that forgets them does.</summary>
    public void Stall()
    {
        StallToTarget();
        StallToClient();
    }

    /// <summary>The same for what clients send.</summary>
    public void StallToTarget() => _stalledToTarget = new();

    /// <summary>The same for what clients are sent.</summary>
    public void StallToClient() => _stalledToClient = new();

    public void GoOn()
    {
        var (toTarget, toClient) = (_stalledToTarget, _stalledToClient);
        _stalledToTarget = _stalledToClient = null;
        toTarget?.TrySetResult();
        toClient?.TrySetResult();
    }

    /// <summary>Resets every connection.</summary>
    public void Cut()
    {
        foreach (var client in _clients.Keys)
            client.Client?.Close(timeout: 0);
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        GoOn();
        _listener.Stop();
        Cut();
        await _accepting.InTime();
        _over.Dispose();
    }

    /// <summary>Both directions until either ends.</summary>
    public async Task ForwardAsync(NetworkStream client, int target, CancellationToken over)
    {
        using var server = new TcpClient();
        await server.ConnectAsync(IPAddress.Loopback, target, over);
        await Task.WhenAny(
            CopyAsync(client, server.GetStream(), () => _stalledToTarget, over),
            CopyAsync(server.GetStream(), client, () => _stalledToClient, over));
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
                await _serve(client.GetStream(), _over.Token);
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or InvalidOperationException)
            {
                // Cut, by the test or by a peer.
            }

            _clients.TryRemove(client, out _);
        }
    }

    private static async Task CopyAsync(NetworkStream from, NetworkStream to, Func<TaskCompletionSource?> stall, CancellationToken over)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReadAsync(buffer, over) is > 0 and var read)
            {
                if (stall() is { } stalled)
                    await stalled.Task.WaitAsync(over);
                await to.WriteAsync(buffer.AsMemory(0, read), over);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // Cut.
        }
    }
}
