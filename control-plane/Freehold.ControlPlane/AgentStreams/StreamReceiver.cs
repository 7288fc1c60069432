using Freehold.ControlPlane.Dispatch;
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
    DispatchSignal dispatch,
    IOptions<AgentStreamOptions> options,
    AgentStreamMetrics metrics,
    TimeProvider time,
    ILogger<StreamReceiver> log)
{
    private readonly TimeSpan _silence = options.Value.Silence;

    public async Task ReceiveAsync(AgentSession session, IAsyncStreamReader<AgentMessage> fromAgent, CancellationToken over)
    {
        await using var silence = time.CreateTimer(_ => session.End(SessionEnding.Silent), state: null, _silence, Timeout.InfiniteTimeSpan);

        while (await ReadNextAsync(session, fromAgent, over))
        {
            silence.Change(_silence, Timeout.InfiniteTimeSpan); // heartbeats count: they exist to keep this timer from firing
            if (await HandleAsync(session, fromAgent.Current, over) is { } problem)
            {
                BreakProtocol(session, problem);
                return;
            }
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
            BreakProtocol(session, "a message is over 1 MiB, or cannot be read");
            return false;
        }
    }

    private void BreakProtocol(AgentSession session, string problem)
    {
        log.BrokeProtocol(session.Agent.Label, problem);
        session.BreakProtocol(problem);
    }

    /// <returns>What the protocol forbids about the message; null when nothing.</returns>
    private async Task<string?> HandleAsync(AgentSession session, AgentMessage message, CancellationToken over)
    {
        metrics.Received(message.KindCase.ToString());
        session.Heard();

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
                await events.AddAsync(session, message.Events.Events, over);
                return null;

            case Kind.Heartbeat:
                if (WireBounds.ProblemOf(message.Heartbeat) is { } badHeartbeat)
                    return badHeartbeat;
                if (session.TakeReport(message.Heartbeat))
                    dispatch.Wake(session.Agent.AgentId);
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
