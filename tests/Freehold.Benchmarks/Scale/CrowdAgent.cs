using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Freehold.Agent.Connection;
using Freehold.Benchmarks.ControlPlanes;
using Freehold.Protocol.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;

namespace Freehold.Benchmarks.Scale;

/// <summary>
/// One agent of a crowd: a TLS connection and a stream of its own, a heartbeat every 10 s, and the real agent's rules for when to
/// dial again. An assignment is accepted, and has succeeded as soon as it may start.
/// </summary>
internal sealed class CrowdAgent(Uri address, X509ChainPolicy trust, string label, string token, CrowdCount count)
{
    private static readonly TimeSpan BetweenHeartbeats = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PingDelay = ControlPlaneDialler.PingDelay(TimeSpan.FromSeconds(30));
    private static readonly TimeSpan PingTimeout = ControlPlaneDialler.PingTimeout(TimeSpan.FromSeconds(30));

    private readonly Capacity _capacity = new() { MaxConcurrent = 4, Kinds = { "transform" } };
    private readonly string _bootId = Guid.NewGuid().ToString();

    // One write at a time: work comes rarely here, and waits for a heartbeat that is under way.
    private readonly SemaphoreSlim _writing = new(1);

    /// <param name="firstDials">How many may dial at the same time for the first time.</param>
    public async Task RunAsync(SemaphoreSlim firstDials, CancellationToken stopping)
    {
        await firstDials.WaitAsync(stopping);
        var (first, failures) = (firstDials, 0);
        while (!stopping.IsCancellationRequested)
        {
            var finished = await StreamAsync(() => Interlocked.Exchange(ref first, null!)?.Release(), stopping);
            Interlocked.Exchange(ref first, null!)?.Release();
            Interlocked.Increment(ref finished.Ending is StreamEnding.ToldToWait ? ref count.ToldToWait : ref count.Broken);
            failures = finished.HeardAnything ? 0 : failures + 1;
            await Task.Delay(ReconnectBackoff.After(finished, failures, Random.Shared.NextDouble()), stopping);
        }
    }

    private async Task<FinishedStream> StreamAsync(Action welcomed, CancellationToken stopping)
    {
        Interlocked.Increment(ref count.Dials);
        using var channel = Open();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var call = new AgentGateway.AgentGatewayClient(channel).Connect(
            new Metadata { { "authorization", $"Bearer {token}" } }, cancellationToken: over.Token);
        var beating = Task.CompletedTask;
        var heard = false;
        try
        {
            await call.RequestStream.WriteAsync(new() { Hello = Hello() }, over.Token);
            while (await call.ResponseStream.MoveNext(over.Token))
            {
                if (!heard)
                {
                    heard = true;
                    Interlocked.Increment(ref count.Welcomed);
                    welcomed();
                    beating = BeatAsync(call.RequestStream, over.Token);
                }

                if (call.ResponseStream.Current is { GoAway: { } goAway })
                    return new(StreamEnding.ToldToGo, heard, RetryAfter: goAway.RetryAfter?.ToTimeSpan() ?? TimeSpan.Zero);
                await WorkAsync(call.ResponseStream.Current, call.RequestStream, over.Token);
            }

            return new(StreamEnding.ClosedByControlPlane, heard);
        }
        catch (RpcException e) when (RetryAfterOf(e) is { } retryAfter)
        {
            return new(StreamEnding.ToldToWait, heard, RetryAfter: retryAfter);
        }
        catch (Exception e) when (e is RpcException or IOException or InvalidOperationException && !stopping.IsCancellationRequested)
        {
            return new(StreamEnding.Broken, heard);
        }
        finally
        {
            if (heard)
                Interlocked.Decrement(ref count.Welcomed);
            await over.CancelAsync();
            await beating.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SendAsync(IClientStreamWriter<AgentMessage> toControlPlane, AgentMessage message, CancellationToken over)
    {
        await _writing.WaitAsync(over);
        try
        {
            await toControlPlane.WriteAsync(message, over);
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task BeatAsync(IClientStreamWriter<AgentMessage> toControlPlane, CancellationToken over)
    {
        using var beats = new PeriodicTimer(BetweenHeartbeats);
        while (await beats.WaitForNextTickAsync(over))
        {
            // The age is free for use here, and is stored: when this heartbeat was sent.
            await SendAsync(toControlPlane, new()
            {
                Heartbeat = new() { Capacity = _capacity, OutboxAge = Duration.FromTimeSpan(DateTime.UtcNow - DateTime.UnixEpoch) },
            }, over);
        }
    }

    private async Task WorkAsync(ControlMessage message, IClientStreamWriter<AgentMessage> toControlPlane, CancellationToken over)
    {
        switch (message)
        {
            case { Assign: { } assign }:
                Interlocked.Add(ref count.Assigned, assign.Assignments.Count);
                await SendAsync(toControlPlane, WorkingAgent.Accept(assign), over);
                break;
            case { Confirm: { } confirm }:
                await SendAsync(toControlPlane, WorkingAgent.Succeed(confirm.Attempts), over);
                break;
        }
    }

    private Hello Hello() => new()
    {
        ProtocolVersion = 1,
        Label = label,
        ReplicaId = "replica-0",
        BootId = _bootId,
        Capacity = _capacity,
    };

    private GrpcChannel Open() => GrpcChannel.ForAddress(address, new GrpcChannelOptions
    {
        HttpClient = new(new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(15),
            KeepAlivePingDelay = PingDelay,
            KeepAlivePingTimeout = PingTimeout,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = trust },
        })
        { Timeout = Timeout.InfiniteTimeSpan },
        DisposeHttpClient = true,
    });

    private static TimeSpan? RetryAfterOf(RpcException failure) =>
        failure.StatusCode is StatusCode.Unavailable
        && uint.TryParse(failure.Trailers.GetValue("freehold-retry-after"), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
        && milliseconds > 0
            ? TimeSpan.FromMilliseconds(milliseconds)
            : null;
}
