using Freehold.ControlPlane.Agents;
using Freehold.ControlPlane.Checks;
using Freehold.ControlPlane.Dispatch;
using Freehold.ControlPlane.Grants;
using Freehold.ControlPlane.JobEvents;
using Freehold.Protocol.V1;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Kind = Freehold.Protocol.V1.AgentMessage.KindOneofCase;

namespace Freehold.ControlPlane.AgentStreams;

/// <summary>Reads one stream until it ends or falls silent, and passes on what it says.</summary>
internal sealed class StreamReceiver(
    AnswerIntake answers,
    EventIntake events,
    GrantAnswers grants,
    CheckReports checks,
    DispatchSignal dispatch,
    AgentFindings findings,
    IOptions<AgentStreamOptions> options,
    AgentStreamMetrics metrics,
    TimeProvider time,
    ILogger<StreamReceiver> log)
{
    /// <summary>Batches beyond the window that are let pass: nobody is to lose a stream for a difference in counting.</summary>
    private const int WindowSlack = 4;

    private readonly TimeSpan _silence = options.Value.Silence;

    public async Task ReceiveAsync(AgentSession session, IAsyncStreamReader<AgentMessage> fromAgent, CancellationToken over)
    {
        var budget = new EventBudget(options.Value.EventsPerSecond, options.Value.EventBurst, time);
        await using var silence = time.CreateTimer(_ => session.End(SessionEnding.Silent), state: null, _silence, Timeout.InfiniteTimeSpan);

        while (await ReadNextAsync(session, fromAgent, over))
        {
            // Heartbeats count: they exist to keep this timer from firing. While we do not listen nobody is silent.
            silence.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            if (await HandleAsync(session, fromAgent.Current, budget, over) is { } problem)
            {
                BreakProtocol(session, problem, AgentFinding.ProtocolBroken);
                return;
            }

            silence.Change(_silence, Timeout.InfiniteTimeSpan);
        }

        session.End(SessionEnding.AgentLeft);
    }

    private async Task<bool> ReadNextAsync(AgentSession session, IAsyncStreamReader<AgentMessage> fromAgent, CancellationToken over)
    {
        try
        {
            return await fromAgent.MoveNext(over);
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.ResourceExhausted or StatusCode.Internal && !over.IsCancellationRequested)
        {
            BreakProtocol(session, "a message is over 1 MiB, or cannot be read", AgentFinding.ProtocolBroken);
            return false;
        }
    }

    private void BreakProtocol(AgentSession session, string problem, AgentFinding finding)
    {
        log.BrokeProtocol(session.Agent.Label, problem);
        findings.Add(session.Agent, finding, problem);
        session.BreakProtocol(problem);
    }

    /// <returns>What the protocol forbids about the message; null when nothing.</returns>
    private async Task<string?> HandleAsync(AgentSession session, AgentMessage message, EventBudget budget, CancellationToken over)
    {
        metrics.Received(message.KindCase.ToString());
        session.Heard();

        if (session.IsStandby && message.KindCase is Kind.Answers or Kind.Events or Kind.GrantAnswer or Kind.CheckReport)
            return "a standby speaks for no attempt";

        switch (message.KindCase)
        {
            // Both wait while too much waits to be stored: the stream is not read on, and the agent feels it.
            case Kind.Answers:
                if (WireBounds.ProblemOf(message.Answers) is { } badAnswers)
                    return badAnswers;
                await answers.AddAsync(session, message.Answers.Answers, over);
                return null;

            case Kind.Events:
                if (EventBounds.ProblemOf(message.Events) is { } badEvents)
                    return badEvents;
                if (session.EventsCame() > options.Value.EventWindow + WindowSlack)
                {
                    BreakProtocol(session, "more batches of events at once than the window allows", AgentFinding.EventFlood);
                    return null;
                }

                await events.AddAsync(session, message.Events.Events, over);
                if (budget.Spend(message.Events.Events.Count) is { Ticks: > 0 } pause)
                    await Task.Delay(pause, time, over);
                return null;

            case Kind.Heartbeat:
                if (WireBounds.ProblemOf(message.Heartbeat) is { } badHeartbeat)
                    return badHeartbeat;
                if (session.TakeReport(message.Heartbeat) && !session.IsStandby)
                    dispatch.Wake(session.Agent.AgentId);
                return null;

            case Kind.GrantAnswer:
                if (GrantAnswers.ProblemOf(message.GrantAnswer) is { } badGrant)
                    return badGrant;
                await grants.AddAsync(session, message.GrantAnswer, over);
                return null;

            case Kind.CheckReport:
                if (CheckBounds.ProblemOf(message.CheckReport) is { } badCheck)
                    return badCheck;
                await checks.AddAsync(session, message.CheckReport, over);
                return null;

            // The end of the stream follows and is what counts.
            case Kind.Goodbye:
                return null;

            // A second hello says nothing that a new stream would not say better; a kind of a newer version says nothing to us.
            default:
                metrics.Unknown();
                return null;
        }
    }
}
