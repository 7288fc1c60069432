using Freehold.Protocol.V1;
using Grpc.Core;

namespace Freehold.EndToEnd.Tests.Compatibility;

/// <summary>
/// Says the control plane's half of a recording, and waits where it heard something then. What a worker reports between its
/// start and its end differs from run to run, so acknowledgements follow what the agent says today.
/// </summary>
internal sealed class ControlPlaneReplay(Recording recording, Rewriting words)
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<IGrouping<int, RecordedMessage>> _streams = new(recording.Messages.GroupBy(message => message.Stream));
    private readonly List<JobEvent> _events = [];

    /// <summary>Completes when every stream was replayed; fails with what the agent did instead.</summary>
    public Task Done => _done.Task;

    /// <summary>How far it is, for people.</summary>
    public string State { get; private set; } = "no stream was opened";

    public async Task ServeAsync(IAsyncStreamReader<AgentMessage> fromAgent, IServerStreamWriter<ControlMessage> toAgent, ServerCallContext context)
    {
        if (!_streams.TryDequeue(out var stream))
            return;

        foreach (var recorded in stream)
        {
            State = $"at {(recorded.FromAgent ? "waiting for" : "saying")} {recorded.Message}; heard {string.Join(' ', _events)}";
            if (recorded.FromAgent)
                await WaitForAsync(recorded.OfAgent, fromAgent, toAgent, context.CancellationToken);
            else
                await toAgent.WriteAsync(Today(recorded.OfControlPlane), context.CancellationToken);
        }

        if (_streams.Count == 0)
            _done.TrySetResult();
        else
            context.GetHttpContext().Abort(); // as it was cut then
    }

    private async Task WaitForAsync(
        AgentMessage expected, IAsyncStreamReader<AgentMessage> fromAgent, IServerStreamWriter<ControlMessage> toAgent, CancellationToken cancellationToken)
    {
        // What this agent may not say at all: goodbye comes when it is stopped, progress when there is any, heartbeats when it is idle.
        var last = expected.Events?.Events[^1];
        if (expected.KindCase is AgentMessage.KindOneofCase.Goodbye or AgentMessage.KindOneofCase.Heartbeat || last?.Progress is not null)
            return;

        while (!(last is not null && _events.Exists(heard => heard.KindCase == last.KindCase)))
        {
            if (!await NextAsync(fromAgent, toAgent, cancellationToken))
                return;

            _events.AddRange(fromAgent.Current.Events?.Events ?? []);
            if (last is not null && fromAgent.Current.Events is { Events: [.., var heardLast] } && heardLast.KindCase != last.KindCase)
                await AcknowledgeAsync(heardLast, toAgent, cancellationToken);

            if (last is null && fromAgent.Current.KindCase == expected.KindCase)
            {
                var (then, today) = (expected.Answers?.Answers.Single().Outcome, fromAgent.Current.Answers?.Answers.Single().Outcome);
                if (then != today)
                    _done.TrySetException(new InvalidOperationException($"answered {today} where it answered {then} then"));
                return;
            }
        }
    }

    // As every control plane does: what this one says between start and end may be more than it said then, and it stops saying it
    // when nothing of it is acknowledged.
    private static Task AcknowledgeAsync(JobEvent last, IServerStreamWriter<ControlMessage> toAgent, CancellationToken cancellationToken)
    {
        var acknowledged = new Acknowledged();
        acknowledged.Attempts.Add(new AcknowledgedAttempt { Attempt = last.Attempt, Sequence = last.Sequence });
        return toAgent.WriteAsync(new() { Acknowledged = acknowledged }, cancellationToken);
    }

    // A worker may be slower today: the agent must not take the wait for silence.
    private static async Task<bool> NextAsync(
        IAsyncStreamReader<AgentMessage> fromAgent, IServerStreamWriter<ControlMessage> toAgent, CancellationToken cancellationToken)
    {
        var next = fromAgent.MoveNext(cancellationToken);
        while (await Task.WhenAny(next, Task.Delay(Heartbeat, cancellationToken)) != next)
            await toAgent.WriteAsync(new() { Heartbeat = new() }, cancellationToken);
        return await next;
    }

    private ControlMessage Today(ControlMessage recorded)
    {
        var message = words.Of(recorded);
        foreach (var attempt in message.Acknowledged?.Attempts ?? [])
            attempt.Sequence = _events.Max(heard => heard.Sequence);
        return message;
    }
}
