using Freehold.ControlPlane.Agents;
using Freehold.ControlPlane.Database;
using Freehold.ControlPlane.Dispatch;
using Freehold.ControlPlane.Entitlements;
using Freehold.ControlPlane.Identity;
using Freehold.Protocol.V1;
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace Freehold.ControlPlane.AgentStreams;

/// <summary>The control plane's end of an agent's stream: assignments go out, answers and events come in.</summary>
internal sealed class AgentGateway(
    IAgentAuthenticator authenticator,
    AgentRefusals refusals,
    ConnectedAgents agents,
    Welcoming welcoming,
    StreamReceiver receiver,
    StreamSender sender,
    SessionStore store,
    StandbyStore standbys,
    WelcomeGate gate,
    StreamDrain drain,
    EntitlementLimits limits,
    DispatchSignal dispatch,
    AgentFindings findings,
    IOptions<AgentStreamOptions> options,
    AgentStreamMetrics metrics,
    TimeProvider time,
    ILogger<AgentGateway> log) : Protocol.V1.AgentGateway.AgentGatewayBase
{
    private static readonly TimeSpan RecordingTheEnd = TimeSpan.FromSeconds(5);

    public override async Task Connect(
        IAsyncStreamReader<AgentMessage> requestStream, IServerStreamWriter<ControlMessage> responseStream, ServerCallContext context)
    {
        if (drain.HasBegun)
            throw gate.TurnAway("This replica of the control plane is stopping.");

        // 1. The token says which agent is calling. When too many call at once, this is where they wait or are sent away.
        var agent = await AuthenticateAsync(context);

        // 2. The first message says what it is and all that it holds; it must be about the same agent.
        var hello = await AgentHello.ReadAsync(requestStream, options.Value.HelloTimeout, time, context.CancellationToken);
        if (AgentHello.ProblemOf(hello) is { } problem)
        {
            findings.Add(agent, AgentFinding.ProtocolBroken, $"hello: {problem}");
            throw AgentHello.Invalid(problem);
        }

        if (hello.ProtocolVersion == 0)
            throw Refusal.Of(RefusalReason.Version);
        if (hello.Label != agent.Label)
        {
            await refusals.RecordAsync(agent.AgentId, RefusalReason.TokenOfAnotherAgent, context.CancellationToken);
            throw Refusal.Of(RefusalReason.TokenOfAnotherAgent);
        }

        if (hello.Role is ReplicaRole.Standby && !await limits.MayStandByAsync(agent, hello.ReplicaId, context.CancellationToken))
        {
            await refusals.RecordAsync(agent.AgentId, RefusalReason.ReplicasExhausted, context.CancellationToken);
            throw Refusal.Of(RefusalReason.ReplicasExhausted);
        }

        // 3. An agent has one session, besides those of its replicas that stand by. Admitting this one ends an older one, left
        //    behind by a broken network.
        var session = new AgentSession(agent, hello, time);
        agents.Admit(session);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, session.Over);
        try
        {
            // A drain that began meanwhile may not have seen it; one that begins from now on does.
            if (drain.HasBegun)
                session.End(SessionEnding.ControlPlaneStopping);

            // 4. Its inventory and the database become one truth; the answer says what of it is to go on.
            var opening = await WelcomeAsync(session, over.Token);

            // 5. Send and receive until either ends, then end the other and wait for it.
            if (opening is not null)
            {
                var sending = sender.SendAsync(session, opening, responseStream, over.Token);
                var receiving = receiver.ReceiveAsync(session, requestStream, over.Token);
                session.Open();
                if (!session.IsStandby)
                {
                    dispatch.Wake(agent.AgentId);
                    dispatch.WakeToCancel(agent.AgentId);
                    dispatch.WakeToAskForGrants(agent.AgentId);
                }

                await EndBothAsync(session, sending, receiving, over);
            }
        }
        finally
        {
            // 6. Nothing is sent to it any more; the next stream of this agent starts from the database.
            agents.Leave(session);
            await RecordEndAsync(session);
            session.Leave();
        }

        if (StatusOf(session) is { } refused)
            throw refused;
    }

    private async Task<AgentIdentity> AuthenticateAsync(ServerCallContext context)
    {
        using var place = await gate.EnterAsync(context.CancellationToken);
        try
        {
            return await authenticator.AuthenticateAsync(context, context.CancellationToken);
        }
        catch (Exception e) when (DatabaseOutage.IsCauseOf(e))
        {
            throw gate.TurnAway("The control plane's database is away.");
        }
    }

    /// <returns>Null when the session ended instead.</returns>
    private async Task<IReadOnlyList<ControlMessage>?> WelcomeAsync(AgentSession session, CancellationToken over)
    {
        try
        {
            using var place = await gate.EnterAgainAsync(over);
            var opening = await welcoming.WelcomeAsync(session, over);
            var hello = session.Hello;
            log.Connected(session.Agent.Label, hello.AgentVersion, hello.ReplicaId, session.Id, hello.Inventory.Count);
            return opening;
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            session.End(SessionEnding.Broken);
        }
        catch (Exception e) when (DatabaseOutage.IsCauseOf(e))
        {
            log.NotWelcomed(session.Agent.Label, e.GetType().Name);
            session.End(SessionEnding.ControlPlaneUnwell);
        }

        return null;
    }

    private static async Task EndBothAsync(AgentSession session, Task sending, Task receiving, CancellationTokenSource over)
    {
        var first = await Task.WhenAny(sending, receiving);
        var wasOver = over.IsCancellationRequested;

        // Whoever knows why has said so already: the first ending stays.
        session.End(SessionEnding.Broken);
        await AwaitEndAsync(first, wasOver);
        await AwaitEndAsync(first == sending ? receiving : sending, wasOver: true);
    }

    private static async Task AwaitEndAsync(Task direction, bool wasOver)
    {
        try
        {
            await direction;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The network's way of saying that a stream is over, and ours.
        }
        catch (Exception e) when (wasOver && e is InvalidOperationException or RpcException)
        {
            // A read or write that the end was quicker than. Before the end it would be a bug.
        }
    }

    private async Task RecordEndAsync(AgentSession session)
    {
        var ending = session.Ending ?? SessionEnding.Broken;
        log.Ended(session.Agent.Label, ending, session.Id);
        metrics.Ended(ending);

        using var patience = new CancellationTokenSource(RecordingTheEnd, time);
        try
        {
            if (session.IsStandby)
                await standbys.EndAsync(session, patience.Token);
            else
                await store.EndAsync(session.Agent.AgentId, session.Id, ending, patience.Token);
        }
        catch (Exception e) when (DatabaseOutage.IsCauseOf(e) || patience.IsCancellationRequested)
        {
            // The row goes stale instead, which readers take for the same.
            log.NotRecorded(e.GetType().Name);
        }
    }

    private RpcException? StatusOf(AgentSession session) => session.Ending switch
    {
        SessionEnding.Replaced => Refusal.Of(RefusalReason.SessionReplaced),
        SessionEnding.Refused => Refusal.Of(session.Reason),
        SessionEnding.ControlPlaneStopping when !session.IsOpen => gate.TurnAway("This replica of the control plane is stopping."),
        SessionEnding.Silent => new(new Status(StatusCode.Unavailable, "Nothing was heard of the agent for too long.")),
        SessionEnding.NotReading => new(new Status(StatusCode.ResourceExhausted, "The agent does not read what is sent to it.")),
        SessionEnding.ControlPlaneUnwell => gate.TurnAway("The control plane's database is away."),
        SessionEnding.BrokeProtocol => new(new Status(StatusCode.InvalidArgument, session.Problem)),
        _ => null,
    };
}
