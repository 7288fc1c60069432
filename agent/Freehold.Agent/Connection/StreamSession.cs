using Freehold.Agent.Assignments;
using Freehold.Agent.Checks;
using Freehold.Agent.Conditions;
using Freehold.Agent.Events;
using Freehold.Agent.Grants;
using Freehold.Hosting.Watchdogs;
using Freehold.Protocol.V1;
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Connection;

/// <summary>
/// One stream from dialling to its end:
/// <list type="number">
/// <item>dial, with the token and the certificate authorities as they are on disk now;</item>
/// <item>say <c>hello</c>, hear <c>welcome</c>, do what it decides about the inventory;</item>
/// <item>send and receive until either side ends;</item>
/// <item>end the other, wait for it, and say how the stream ended.</item>
/// </list>
/// </summary>
internal sealed class StreamSession(
    IDialler dialler,
    AgentToken token,
    HelloMessage hello,
    AssignmentInbox inbox,
    RunningJobs jobs,
    EventOutbox outbox,
    GrantDesk grants,
    CheckDesk checks,
    AgentCapacity capacity,
    ControlPlaneContact contact,
    AgentConditions conditions,
    LoopWatchdogs watchdogs,
    DeliverySignal signal,
    ConnectionMetrics metrics,
    IOptions<ControlPlaneOptions> options,
    TimeProvider time,
    ILogger<StreamSession> log)
{
    // How long a goodbye may take, acknowledgements of the last events included.
    private static readonly TimeSpan LeaveLimit = TimeSpan.FromSeconds(5);

    // Beyond what connecting and greeting may take by their own limits.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private static readonly WatchedLoop ReceiverLoop = new("receiver", MayTake: TimeSpan.FromMinutes(2), RestartCures: true);
    private static readonly WatchedLoop SenderLoop = new("sender", MayTake: TimeSpan.FromMinutes(1), RestartCures: true);

    private readonly WatchedLoop _loop = new("connection", options.Value.ConnectTimeout + options.Value.Silence + Margin, RestartCures: true);

    /// <summary>Runs one stream. Whatever happens to it is an ending, except for bugs.</summary>
    public async Task<FinishedStream> RunUntilEndAsync(CancellationToken stopping)
    {
        var tls = new TlsObservation();
        var heardAnything = false;
        using var silence = new StreamSilence(options.Value.Silence, time);
        using var left = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(silence.Fired, left.Token);
        using var loop = watchdogs.Watch(_loop);
        loop.WentRound();

        try
        {
            // 1. Dial.
            var headers = new Metadata { { "authorization", $"Bearer {token.Read()}" } };
            using var connection = dialler.Open(tls);
            using var dialling = CancellationTokenSource.CreateLinkedTokenSource(over.Token, stopping);
            using var call = connection.Gateway.Connect(headers, cancellationToken: over.Token);

            // 2. Greet.
            await EndOfAsync(call.RequestStream.WriteAsync(hello.Make(), dialling.Token));
            if (!await call.ResponseStream.MoveNext(dialling.Token))
                return new(StreamEnding.ClosedByControlPlane);

            loop.WentRound();
            silence.Heard();
            contact.Heard();
            heardAnything = true;
            if (call.ResponseStream.Current is not { Welcome: { ProtocolVersion: > 0 and <= HelloMessage.ProtocolVersion } welcome })
                return new(StreamEnding.ProtocolBroken, heardAnything);

            var settings = StreamSettings.Of(welcome.Settings, options.Value.Silence);
            if (welcome.Clock is { } clock)
                contact.Compare(clock.ToDateTimeOffset());
            await contact.AgreeAsync(settings.Lease, over.Token);
            await DoAsItDecidesAsync(welcome, over.Token);
            silence.Limit = settings.Silence;
            log.Connected(dialler.Endpoint, welcome.SessionId, welcome.ControlPlaneVersion);

            // 3. and 4.
            using var connected = metrics.Connected();
            loop.Waits();
            return await ExchangeAsync(call, settings, silence, left, stopping, over.Token);
        }
        catch (CannotDialException e)
        {
            return new(e.Ending);
        }
        catch (Exception e) when (e is OperationCanceledException or RpcException && stopping.IsCancellationRequested)
        {
            return new(StreamEnding.AgentStopping, heardAnything);
        }
        catch (Exception e) when (e is OperationCanceledException or RpcException && silence.Fired.IsCancellationRequested)
        {
            return new(StreamEnding.Silent, heardAnything);
        }
        catch (RpcException e)
        {
            log.StreamFailure(e);
            return EndingDiagnosis.Of(e, tls, dialler.Proxy is not null, heardAnything);
        }
    }

    private async Task DoAsItDecidesAsync(Welcome welcome, CancellationToken over)
    {
        // Attempts that were found running learn first what is stored of them.
        await outbox.SettleAsync(StreamReceiver.StoredBy(welcome.Verdicts), over);

        // It keeps only what has not ended as far as it knows.
        var acknowledged = StreamReceiver.AcknowledgedBy(welcome.Verdicts.Select(
            verdict => (verdict.Attempt, verdict.AcknowledgedSequence, EndIsMissing: verdict.Decision is InventoryDecision.Keep)));
        await jobs.CloseAsync(await outbox.AcknowledgeAsync(acknowledged, over), over);
        await inbox.ApplyAsync(welcome.Verdicts, over);
    }

    private async Task<FinishedStream> ExchangeAsync(
        AsyncDuplexStreamingCall<AgentMessage, ControlMessage> call,
        StreamSettings settings,
        StreamSilence silence,
        CancellationTokenSource left,
        CancellationToken stopping,
        CancellationToken over)
    {
        var delivery = new EventDelivery(outbox, settings.EventWindow);
        using var sends = watchdogs.Watch(SenderLoop);
        using var receives = watchdogs.Watch(ReceiverLoop);
        var sender = new StreamSender(call.RequestStream, settings, delivery, outbox, capacity, conditions, sends, signal, time);
        var receiver = new StreamReceiver(inbox, jobs, outbox, grants, checks, delivery, sender, signal, metrics);
        checks.Connected(sender.Post);

        using var leave = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(over);
        var sending = sender.SendUntilToldToLeaveAsync(
            leave.Token, () => receiver.RetryAfter is null ? GoodbyeReason.Stopping : GoodbyeReason.ToldToGo, ended.Token);
        try
        {
            await using var limit = leave.Token.Register(() => left.CancelAfter(LeaveLimit));
            await ReceiveAsync(call.ResponseStream, receiver, silence, receives, leave, over);
        }
        finally
        {
            await ended.CancelAsync();
            await EndOfAsync(sending);
        }

        return (stopping.IsCancellationRequested, receiver.RetryAfter) switch
        {
            (true, _) => new(StreamEnding.AgentStopping, HeardAnything: true),
            (_, { } retryAfter) => new(StreamEnding.ToldToGo, HeardAnything: true, RetryAfter: retryAfter),
            _ => new(StreamEnding.ClosedByControlPlane, HeardAnything: true),
        };
    }

    private async Task ReceiveAsync(
        IAsyncStreamReader<ControlMessage> stream, StreamReceiver receiver, StreamSilence silence, LoopWatch loop, CancellationTokenSource leave, CancellationToken over)
    {
        silence.Listen();
        try
        {
            while (await stream.MoveNext(over))
            {
                loop.WentRound();
                silence.Heard();
                contact.Heard();
                await receiver.HandleAsync(stream.Current, over);
                if (receiver.RetryAfter is not null)
                    await leave.CancelAsync();
                silence.Listen();
                loop.Waits();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or RpcException && leave.IsCancellationRequested)
        {
            // Leaving, and the control plane did not wait for the last word.
        }
    }

    // A write that fails tells only that the stream is gone, in many forms (gRPC passes on what it met); why, the reading side tells.
    private static async Task EndOfAsync(Task sending)
    {
        try
        {
            await sending;
        }
        catch (Exception e) when (e is OperationCanceledException or RpcException or IOException or HttpRequestException or InvalidOperationException)
        {
            // Whoever reads hears the reason.
        }
    }
}
