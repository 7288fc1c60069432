using System.Globalization;
using Freehold.Agent.Assignments;
using Freehold.Agent.Connection;
using Freehold.Agent.Executors;
using Freehold.Agent.Startup;
using Freehold.JobContract.Checks;
using Freehold.Protocol.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Checks.Paths;

/// <summary>
/// Says hello as a replica of the agent that stands by, hears the welcome and leaves. The session of a running agent is not touched:
/// a standby is given no work and its inventory means nothing.
/// </summary>
internal sealed class GreetingCheck(
    IDialler dialler,
    AgentToken token,
    ConnectionMetrics connection,
    IServiceProvider services,
    IOptions<ControlPlaneOptions> controlPlane,
    IOptions<AgentOptions> agent,
    IOptions<ExecutorOptions> executor,
    TimeProvider time)
{
    /// <summary>What the name of a replica begins with that is only a check.</summary>
    public const string ReplicaPrefix = "check-";

    private static readonly TimeSpan MostSkew = TimeSpan.FromMinutes(1);

    // An answer that is on its way is not waited for: the session ends with the connection too.
    private static readonly TimeSpan GoodbyeLimit = TimeSpan.FromSeconds(2);

    /// <summary>Findings on gRPC, the token and the clock.</summary>
    public async Task<IReadOnlyList<CheckFinding>> GreetAsync(CancellationToken cancellationToken)
    {
        // An agent whose stream is open has no need to ask: the report will go over it.
        if (connection.IsConnected)
            return OfOpenStream();

        var begin = time.GetTimestamp();
        var findings = await TryGreetAsync(cancellationToken);
        return [.. findings.Select(finding => finding with { Elapsed = time.GetElapsedTime(begin) })];
    }

    private IReadOnlyList<CheckFinding> OfOpenStream() =>
    [
        CheckFinding.Green(CheckId.Grpc, "the agent's stream is open"),
        CheckFinding.Green(CheckId.Token, "the agent's stream is open"),
        services.GetRequiredService<ControlPlaneContact>().Skew is { } skew ? OfClock(skew) : CheckFinding.Skipped(CheckId.Clock, CheckDetail.Depends),
    ];

    private async Task<IReadOnlyList<CheckFinding>> TryGreetAsync(CancellationToken cancellationToken)
    {
        var tls = new TlsObservation();
        var limit = controlPlane.Value.ConnectTimeout + controlPlane.Value.Silence;
        using var late = new CancellationTokenSource(limit, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        var hasToken = TryRead(out var headers);
        try
        {
            using var dialled = dialler.Open(tls);
            using var call = dialled.Gateway.Connect(headers, cancellationToken: over.Token);
            var sent = time.GetUtcNow();
            await WriteAsync(call, Hello(), over.Token);
            if (!await call.ResponseStream.MoveNext(over.Token) || call.ResponseStream.Current is not { Welcome: { Clock: { } clock } welcome })
                return [CheckFinding.Red(CheckId.Grpc, CheckDetail.NotAControlPlane, "the stream was closed without a welcome")];

            var middle = sent + ((time.GetUtcNow() - sent) / 2);
            await LeaveAsync(call);
            return
            [
                CheckFinding.Green(CheckId.Grpc, $"control plane {welcome.ControlPlaneVersion}, protocol {welcome.ProtocolVersion}"),
                CheckFinding.Green(CheckId.Token, $"accepted for agent {agent.Value.Label}"),
                OfClock(middle - clock.ToDateTimeOffset()),
            ];
        }
        catch (CannotDialException)
        {
            return [CheckFinding.Red(CheckId.Tls, CheckDetail.CaUnusable, controlPlane.Value.CaFile ?? "")];
        }
        catch (Exception e) when (e is OperationCanceledException or RpcException && late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return [CheckFinding.Red(CheckId.Grpc, CheckDetail.TimedOut, $"no welcome within {limit.TotalSeconds:0} s")];
        }
        catch (RpcException e)
        {
            return Judge(EndingDiagnosis.Of(e, tls, dialler.Proxy is not null, heardAnything: false), hasToken);
        }
    }

    private IReadOnlyList<CheckFinding> Judge(FinishedStream finished, bool hasToken)
    {
        if (finished is { Ending: StreamEnding.Refused, Refusal: RefusalReason.Unspecified })
            return [CheckFinding.Red(CheckId.Token, CheckDetail.Refused, "the call was refused, and not by a control plane of ours")];
        if (finished.Ending is StreamEnding.Refused)
        {
            return
            [
                CheckFinding.Green(CheckId.Grpc, "a control plane answers"),
                hasToken || finished.Refusal is RefusalReason.Version
                    ? CheckFinding.Red(CheckId.Token, DetailOf(finished.Refusal), $"the control plane refuses the agent {agent.Value.Label}: {DetailOf(finished.Refusal)}")
                    : CheckFinding.Red(CheckId.Token, CheckDetail.TokenUnusable, controlPlane.Value.TokenFile is { } file ? $"{file} holds no token" : "ControlPlane:Token is no token"),
            ];
        }

        var (detail, evidence) = finished.Ending switch
        {
            StreamEnding.Http2NotSpoken => (CheckDetail.NoHttp2, "HTTP/2 is not spoken"),
            StreamEnding.NotAControlPlane => (CheckDetail.NotAControlPlane, "what answers knows nothing of agents"),
            StreamEnding.Unavailable or StreamEnding.ToldToWait => (CheckDetail.Unavailable, "the control plane says that it cannot serve now"),
            StreamEnding.ProtocolBroken => (CheckDetail.NotAControlPlane, "the control plane finds fault with the greeting"),
            var ending => (CheckDetail.Broken, $"the stream ended: {ending}"),
        };
        return [CheckFinding.Red(CheckId.Grpc, detail, evidence)];
    }

    private static string DetailOf(RefusalReason reason) => reason switch
    {
        RefusalReason.TokenMissing => CheckDetail.TokenMissing,
        RefusalReason.TokenInvalid => CheckDetail.TokenInvalid,
        RefusalReason.TokenExpired => CheckDetail.TokenExpired,
        RefusalReason.TokenRevoked => CheckDetail.TokenRevoked,
        RefusalReason.TokenOfAnotherAgent => CheckDetail.TokenOfAnotherAgent,
        RefusalReason.AgentRemoved => CheckDetail.AgentRemoved,
        RefusalReason.Version => CheckDetail.Version,
        _ => CheckDetail.Refused,
    };

    private static CheckFinding OfClock(TimeSpan skew)
    {
        var seen = string.Create(CultureInfo.InvariantCulture, $"{skew.Duration().TotalSeconds:0.0} s {(skew < TimeSpan.Zero ? "behind" : "ahead of")} the control plane");
        return skew.Duration() <= MostSkew
            ? CheckFinding.Green(CheckId.Clock, seen)
            : CheckFinding.Red(CheckId.Clock, CheckDetail.Skewed, seen) with { Expected = (ulong)MostSkew.TotalSeconds, Found = (ulong)skew.Duration().TotalSeconds };
    }

    // Without a token the control plane says that none came: so it is reached, and that is worth knowing.
    private bool TryRead(out Metadata headers)
    {
        try
        {
            headers = new() { { "authorization", $"Bearer {token.Read()}" } };
            return true;
        }
        catch (CannotDialException)
        {
            headers = [];
            return false;
        }
    }

    private AgentMessage Hello() => new()
    {
        Hello = new()
        {
            ProtocolVersion = HelloMessage.ProtocolVersion,
            AgentVersion = HelloMessage.ProgramVersion,
            Label = agent.Value.Label,
            ReplicaId = $"{ReplicaPrefix}{Guid.NewGuid():N}",
            BootId = Guid.NewGuid().ToString("D"),
            Capacity = new() { MaxConcurrent = 0 },
            Clock = Timestamp.FromDateTimeOffset(time.GetUtcNow()),
            Executor = executor.Value.KindHere.ToString().ToLowerInvariant(),
            Role = ReplicaRole.Standby,
        },
    };

    // A write that fails tells only that the stream is gone; why, the reading side tells.
    private static async Task WriteAsync(AsyncDuplexStreamingCall<AgentMessage, ControlMessage> call, AgentMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await call.RequestStream.WriteAsync(message, cancellationToken);
        }
        catch (Exception e) when (e is RpcException or IOException or HttpRequestException or InvalidOperationException)
        {
            // Whoever reads hears the reason.
        }
    }

    private async Task LeaveAsync(AsyncDuplexStreamingCall<AgentMessage, ControlMessage> call)
    {
        using var limit = new CancellationTokenSource(GoodbyeLimit, time);
        try
        {
            await WriteAsync(call, new() { Goodbye = new() { Reason = GoodbyeReason.Stopping } }, limit.Token);
            await call.RequestStream.CompleteAsync();
            while (await call.ResponseStream.MoveNext(limit.Token))
            {
                // What else it says is not for a check.
            }
        }
        catch (Exception e) when (e is OperationCanceledException or RpcException or InvalidOperationException)
        {
            // It ends with the connection then.
        }
    }
}
