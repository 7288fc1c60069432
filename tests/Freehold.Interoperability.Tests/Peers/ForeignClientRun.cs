using Freehold.Interoperability.Tests.Service;
using Freehold.Interoperability.Tests.Wire;

namespace Freehold.Interoperability.Tests.Peers;

/// <summary>All cases of a client in another language, run once against our server; the tests look at what it saw.</summary>
internal sealed class ForeignClientRun : IAsyncDisposable
{
    private static readonly string[] Encodings = ["identity", "gzip", "deflate"];

    private readonly OurServer _server;
    private readonly Dictionary<string, CountingRelay> _relays;
    private readonly Dictionary<string, CaseResult> _results = new(StringComparer.Ordinal);

    private ForeignClientRun(OurServer server)
    {
        _server = server;
        _relays = Encodings.ToDictionary(encoding => encoding, _ => CountingRelay.Start(server.Port));
    }

    public static async Task<ForeignClientRun> ToItsEndAsync(PeerLanguage language, Transport transport)
    {
        var run = new ForeignClientRun(await OurServer.StartAsync(transport));
        try
        {
            var configuration = PeerConfiguration.ForClient(transport, run._server.Port, run._relays);
            await using var client = await PeerProcess.StartAsync(language, "client", configuration);
            for (var result = await client.ReadAsync<CaseResult>(); result is not null; result = await client.ReadOrEndAsync<CaseResult>())
                run._results.Add(result.Case, result);

            return run;
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }

    public CaseResult Result(string name)
    {
        Assert.That(_results, Contains.Key(name), "The client ended before this case.");
        var result = _results[name];
        Assert.That(result.Error, Is.Null);
        return result;
    }

    /// <summary>What passed between client and server while the case with that encoding ran.</summary>
    public CountingRelay Wire(string encoding) => _relays[encoding];

    /// <summary>Whether our server saw the call cancelled.</summary>
    public Task<bool> WasCancelledAsync(string callId) => _server.Endings.WaitAsync(callId, CancellationToken.None).InTime();

    public async ValueTask DisposeAsync()
    {
        foreach (var relay in _relays.Values)
            await relay.DisposeAsync();

        await _server.DisposeAsync();
    }
}
