using System.Collections.Concurrent;
using Freehold.Agent.Assignments;
using Freehold.Agent.Conditions;
using Freehold.Agent.Events;
using Freehold.Hosting.Watchdogs;
using Freehold.Protocol.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Freehold.Agent.Connection;

/// <summary>
/// The only writer of one stream after <c>hello</c>, since gRPC allows one write at a time. It sends answers, events and,
/// when there was nothing else to say for a heartbeat's time, or something became wrong or right, a heartbeat.
/// </summary>
internal sealed class StreamSender(
    IClientStreamWriter<AgentMessage> stream,
    StreamSettings settings,
    EventDelivery delivery,
    EventOutbox outbox,
    AgentCapacity capacity,
    AgentConditions conditions,
    LoopWatch loop,
    DeliverySignal signal,
    TimeProvider time)
{
    private readonly ConcurrentQueue<AgentMessage> _answers = [];
    private long _lastWrite = time.GetTimestamp();
    private IReadOnlyList<AgentCondition> _told = [];

    /// <summary>Has answers sent soon.</summary>
    public void Post(CommandAnswers answers) => Post(new AgentMessage { Answers = answers });

    /// <summary>Has an answer sent soon. When the stream is gone meanwhile, the answer is too.</summary>
    public void Post(GrantAnswer answer) => Post(new AgentMessage { GrantAnswer = answer });

    /// <summary>Has a report sent soon. When the stream is gone meanwhile, the report is too.</summary>
    public void Post(CheckReport report) => Post(new AgentMessage { CheckReport = report });

    /// <summary>Sends until told to leave, then says goodbye and closes this side of the stream.</summary>
    /// <param name="leave">Leaves in good order, for the reason that <paramref name="why"/> gives then.</param>
    /// <param name="over">Breaks off: the stream is gone.</param>
    /// <exception cref="RpcException">The stream broke; its other side tells why.</exception>
    public async Task SendUntilToldToLeaveAsync(CancellationToken leave, Func<GoodbyeReason> why, CancellationToken over)
    {
        await using var wake = leave.Register(signal.Set);

        while (!leave.IsCancellationRequested)
        {
            loop.WentRound();
            await SendAnswersAsync(over);
            while (!leave.IsCancellationRequested && delivery.TakeBatch() is { } batch)
                await WriteAsync(new() { Events = batch }, over);
            var current = conditions.Current();
            if (Due() <= TimeSpan.Zero || !AgentConditions.AreSame(current, _told))
                await WriteAsync(new() { Heartbeat = Heartbeat(_told = current) }, over);

            loop.Waits();
            await signal.WaitAsync(Due(), time, over);
        }

        await SendAnswersAsync(over);
        await WriteAsync(new() { Goodbye = new() { Reason = why() } }, over);
        await stream.CompleteAsync();
    }

    private async Task SendAnswersAsync(CancellationToken over)
    {
        while (_answers.TryDequeue(out var answers))
            await WriteAsync(answers, over);
    }

    private void Post(AgentMessage message)
    {
        _answers.Enqueue(message);
        signal.Set();
    }

    private async Task WriteAsync(AgentMessage message, CancellationToken over)
    {
        // However long the other side takes to read: it, or its silence, ends the stream.
        loop.Waits();
        await stream.WriteAsync(message, over);
        loop.WentRound();
        _lastWrite = time.GetTimestamp();
    }

    /// <summary>How long until a heartbeat is due; zero when it is.</summary>
    private TimeSpan Due()
    {
        var left = settings.Heartbeat - time.GetElapsedTime(_lastWrite);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private AgentHeartbeat Heartbeat(IReadOnlyList<AgentCondition> current)
    {
        var load = outbox.Load();
        return new()
        {
            Capacity = capacity.ToMessage(),
            OutboxDepth = (uint)load.Events,
            OutboxAge = load.Age is { } age ? Duration.FromTimeSpan(age) : null,
            Conditions = { current },
        };
    }
}
