using System.Net;
using System.Net.Sockets;

namespace Freehold.Benchmarks.Streams;

/// <summary>One byte to an echo and back, over loopback.</summary>
internal sealed class TcpPingPong : IDisposable
{
    private readonly Socket _client;
    private readonly Socket _server;
    private readonly Task _echoing;
    private readonly byte[] _byte = [42];

    private TcpPingPong(Socket client, Socket server)
    {
        (_client, _server) = (client, server);
        _echoing = EchoAsync(server);
    }

    public static async Task<TcpPingPong> StartAsync(CancellationToken cancellationToken)
    {
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();

        var client = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await client.ConnectAsync(listener.LocalEndPoint!, cancellationToken);
        var server = await listener.AcceptAsync(cancellationToken);
        server.NoDelay = true;
        return new(client, server);
    }

    public async Task PingAsync(CancellationToken cancellationToken)
    {
        await _client.SendAsync(_byte, cancellationToken);
        if (await _client.ReceiveAsync(_byte, cancellationToken) == 0)
            throw new InvalidOperationException("the echo ended");
    }

    public void Dispose()
    {
        _client.Dispose(); // the echo then reads the end of the stream
        _echoing.GetAwaiter().GetResult();
        _server.Dispose();
    }

    private static async Task EchoAsync(Socket server)
    {
        var buffer = new byte[1];
        while (await server.ReceiveAsync(buffer) > 0)
            await server.SendAsync(buffer);
    }
}
