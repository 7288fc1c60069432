using System.Diagnostics;
using Freehold.Benchmarks.Figures;

namespace Freehold.Benchmarks.Streams;

/// <summary>
/// Round trips of the agent's stream, one after the other: a heartbeat there and one back over gRPC, HTTP/2 and TLS, beside one
/// byte there and back over bare TCP.
/// </summary>
internal sealed class StreamRoundTrips : IBenchmark
{
    public string Name => "stream-round-trips";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkSize size, CancellationToken cancellationToken)
    {
        var (turns, length) = size is BenchmarkSize.Quick ? (3, TimeSpan.FromSeconds(0.3)) : (11, TimeSpan.FromSeconds(2));
        await using var stream = await GatewayPingPong.StartAsync(cancellationToken);
        using var tcp = await TcpPingPong.StartAsync(cancellationToken);

        // The first turns compile; they do not count.
        await RateAsync(stream.PingAsync, length, cancellationToken);
        await RateAsync(tcp.PingAsync, length, cancellationToken);

        var (streamRates, tcpRates) = (new List<double>(), new List<double>());
        for (var turn = 0; turn < turns; turn++)
        {
            streamRates.Add(await RateAsync(stream.PingAsync, length, cancellationToken));
            tcpRates.Add(await RateAsync(tcp.PingAsync, length, cancellationToken));
        }

        var ours = new Figure("gRPC stream over TLS", "round trips/s", streamRates);
        var theirs = new Figure("bare TCP", "round trips/s", tcpRates);
        return [ours, theirs, ours.RatioTo(theirs)];
    }

    private static async Task<double> RateAsync(Func<CancellationToken, Task> pingAsync, TimeSpan length, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var count = 0;
        while (Stopwatch.GetElapsedTime(started) < length)
        {
            await pingAsync(cancellationToken);
            count++;
        }

        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
