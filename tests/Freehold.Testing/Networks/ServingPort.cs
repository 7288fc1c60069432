using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Freehold.Testing.Networks;

/// <summary>A port that serves each connection in a way of the test's own.</summary>
public sealed class ServingPort : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _over = new();
    private readonly ConcurrentDictionary<TcpClient, bool> _clients = [];
    private readonly Func<TcpClient, CancellationToken, Task> _serveAsync;
    private readonly Task _accepting;

    /// <summary>Listens at once.</summary>
    /// <param name="serveAsync">Serves one connection; it is closed when that returns, and reset when that fails as networks do.</param>
    public ServingPort(IPAddress address, Func<TcpClient, CancellationToken, Task> serveAsync)
    {
        _serveAsync = serveAsync;
        _listener = new(address, 0);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>Listens on the loopback, at once.</summary>
    public ServingPort(Func<NetworkStream, CancellationToken, Task> serveAsync)
        : this(IPAddress.Loopback, (client, over) => serveAsync(client.GetStream(), over))
    {
    }

    /// <summary>Where others connect.</summary>
    public int Port { get; }

    /// <summary>Connections accepted so far.</summary>
    public int Connections { get; private set; }

    /// <summary>A port that says one thing to everybody and closes.</summary>
    public static ServingPort Answering(byte[] answer) => new(async (client, over) => await client.WriteAsync(answer, over));

    /// <summary>Copies both ways until either ends.</summary>
    public static async Task ForwardAsync(NetworkStream client, int target, CancellationToken over)
    {
        using var server = new TcpClient();
        await server.ConnectAsync(IPAddress.Loopback, target, over);
        await Task.WhenAny(client.CopyToAsync(server.GetStream(), over), server.GetStream().CopyToAsync(client, over));
    }

    /// <summary>Resets every connection.</summary>
    public void Cut()
    {
        foreach (var client in _clients.Keys)
            client.Client?.Close(timeout: 0);
    }

    /// <summary>Resets all connections and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
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
                await _serveAsync(client, _over.Token);
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or InvalidOperationException)
            {
                // Cut, by the test or by a peer, or nobody listens behind it.
            }

            _clients.TryRemove(client, out _);
        }
    }
}
