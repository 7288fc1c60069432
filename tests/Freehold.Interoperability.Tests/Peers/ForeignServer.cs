using Freehold.Interoperability.Tests.Wire;

namespace Freehold.Interoperability.Tests.Peers;

/// <summary>The service in another language, accepting calls.</summary>
internal sealed class ForeignServer : IAsyncDisposable
{
    private readonly PeerProcess _process;

    private ForeignServer(PeerProcess process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    public static async Task<ForeignServer> StartAsync(PeerLanguage language, Transport transport)
    {
        var process = await PeerProcess.StartAsync(language, "server", PeerConfiguration.ForServer(transport));
        try
        {
            return new ForeignServer(process, (await process.ReadAsync<Listening>()).Port);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private sealed record Listening(int Port);
}
