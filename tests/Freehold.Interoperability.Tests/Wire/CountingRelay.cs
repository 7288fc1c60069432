using System.Net;
using System.Net.Sockets;

namespace Freehold.Interoperability.Tests.Wire;

/// <summary>
/// Passes bytes between a client and a server and counts them: what was compressed is seen on the wire, not taken on trust.
/// </summary>
internal sealed class CountingRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly int _serverPort;
    private Task _accepting = Task.CompletedTask;
    private long _toServer;
    private long _toClient;

    private CountingRelay(int serverPort) => _serverPort = serverPort;

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Bytes that went from the client to the server so far.</summary>
    public long ToServer => Interlocked.Read(ref _toServer);

    /// <summary>Bytes that went from the server to the client so far.</summary>
    public long ToClient => Interlocked.Read(ref _toClient);

    public static CountingRelay Start(int serverPort)
    {
        var relay = new CountingRelay(serverPort);
        relay._listener.Start();
        relay._accepting = relay.AcceptUntilStoppedAsync();
        return relay;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _stopping.Dispose();
    }

    private async Task AcceptUntilStoppedAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(RelayAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        {
            await server.ConnectAsync(IPAddress.Loopback, _serverPort, _stopping.Token);
            await Task.WhenAll(
                CopyAsync(client.GetStream(), server.GetStream(), count => Interlocked.Add(ref _toServer, count)),
                CopyAsync(server.GetStream(), client.GetStream(), count => Interlocked.Add(ref _toClient, count)));
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, Action<int> count)
    {
        var buffer = new byte[64 << 10];
        try
        {
            while (await from.ReadAsync(buffer, _stopping.Token) is > 0 and var read)
            {
                count(read);
                await to.WriteAsync(buffer.AsMemory(0, read), _stopping.Token);
            }

            to.Socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception ending) when (ending is OperationCanceledException or IOException or SocketException)
        {
            // The relay stops, or a side has hung up: either way this direction is over, and the test sees it at its own end.
        }
    }
}
