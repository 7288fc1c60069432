using System.Collections.Concurrent;
using Freehold.Interoperability.Tests.Peers;
using Freehold.Interoperability.Tests.Wire;

namespace Freehold.Interoperability.Tests;

/// <summary>Starts each peer once, when the first fixture needs it, and ends all of them after the last test.</summary>
[SetUpFixture]
public sealed class SharedPeers
{
    private static readonly ConcurrentDictionary<(PeerLanguage, Transport), Lazy<Task<ForeignServer>>> Servers = new();
    private static readonly ConcurrentDictionary<(PeerLanguage, Transport), Lazy<Task<ForeignClientRun>>> ClientRuns = new();

    internal static Task<ForeignServer> ServerAsync(PeerLanguage language, Transport transport) =>
        Servers.GetOrAdd((language, transport), _ => new(() => ForeignServer.StartAsync(language, transport))).Value;

    internal static Task<ForeignClientRun> ClientRunAsync(PeerLanguage language, Transport transport) =>
        ClientRuns.GetOrAdd((language, transport), _ => new(() => ForeignClientRun.ToItsEndAsync(language, transport))).Value;

    [OneTimeTearDown]
    public async Task EndAll()
    {
        // One that failed to start has told its tests, and left nothing behind.
        foreach (var server in Servers.Values.Where(server => server.Value.IsCompletedSuccessfully))
            await (await server.Value).DisposeAsync();

        foreach (var run in ClientRuns.Values.Where(run => run.Value.IsCompletedSuccessfully))
            await (await run.Value).DisposeAsync();
    }
}
