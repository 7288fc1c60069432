using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Freehold.ControlPlane.Dispatch;
using Freehold.ControlPlane.Identity;
using Freehold.Protocol.V1;
using Google.Protobuf.WellKnownTypes;

namespace Freehold.ControlPlane.AgentStreams;

/// <summary>
/// One stream of an agent, from hello to its end. Others post messages to it and may end it; the gateway alone reads and
/// writes the stream.
/// </summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable",
    Justification = "A source without timer or link holds nothing, and others may end the session after its stream is gone.")]
internal sealed class AgentSession(AgentIdentity agent, Hello hello, TimeProvider time)
{
    /// <summary>More than an agent that reads can have waiting; one that does not read is let go before it costs memory.</summary>
    private const int OutboxCapacity = 1_024;

    private readonly Channel<ControlMessage> _outbox =
        Channel.CreateBounded<ControlMessage>(new BoundedChannelOptions(OutboxCapacity) { SingleReader = true });

    private readonly CancellationTokenSource _over = new();
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private SessionReport _report = SessionReport.Of(hello.Capacity);
    private bool _heard;
    private bool _open;
    private bool _leaving;
    private long _restUntil;
    private int _refusals;
    private int _eventBatches;

    /// <summary>Names this stream; new with each.</summary>
    public Guid Id { get; } = Guid.CreateVersion7();

    public AgentIdentity Agent => agent;

    /// <summary>What the agent said when it came.</summary>
    public Hello Hello => hello;

    /// <summary>Whether it is of a replica that stands by: it says how it is, and is given and asked nothing.</summary>
    public bool IsStandby => hello.Role is ReplicaRole.Standby;

    /// <summary>Messages to the agent, in order.</summary>
    public ChannelReader<ControlMessage> Outbox => _outbox.Reader;

    /// <summary>Fires when the session was ended, by whomever.</summary>
    public CancellationToken Over => _over.Token;

    /// <summary>How it ended; null while it has not. The first ending stays.</summary>
    public SessionEnding? Ending { get; private set; }

    /// <summary>What the agent is told when <see cref="Ending"/> is a refusal.</summary>
    public RefusalReason Reason { get; private set; }

    /// <summary>With <see cref="SessionEnding.BrokeProtocol"/>: what the agent did.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>Who may hand jobs to it at the moment.</summary>
    public RoomTurn RoomTurn { get; } = new();

    /// <summary>How far its agent's queue was taken in the session's time.</summary>
    public QueueMarks QueueMarks { get; } = new();

    /// <summary>Completes when the stream has ended and nothing of it runs any more.</summary>
    public Task Gone => _gone.Task;

    /// <summary>Attempts that the agent is given at the same time, by what it said last.</summary>
    public int MaxConcurrent => (int)_report.Room;

    /// <summary>Whether its welcome is on the way: before, nothing else may be sent.</summary>
    public bool IsOpen => Volatile.Read(ref _open);

    /// <summary>Whether jobs may be handed to it now.</summary>
    public bool TakesWork =>
        IsOpen && !Volatile.Read(ref _leaving) && Ending is null && time.GetTimestamp() >= Interlocked.Read(ref _restUntil);

    /// <summary>The welcome is on the way: others may post from now on.</summary>
    public void Open() => Volatile.Write(ref _open, true);

    /// <summary>Queues messages for the agent. An agent that lets them pile up is let go; the next hello puts everything right.</summary>
    public void PostAll(IEnumerable<ControlMessage> messages)
    {
        foreach (var message in messages)
            Post(message);
    }

    /// <inheritdoc cref="PostAll"/>
    public void Post(ControlMessage message)
    {
        if (!_outbox.Writer.TryWrite(message))
            End(SessionEnding.NotReading);
    }

    /// <summary>Asks the agent to leave and to come back after a pause. It is given no more work.</summary>
    public void AskToLeave(TimeSpan comeBackAfter)
    {
        Volatile.Write(ref _leaving, true);
        Post(new() { GoAway = new() { RetryAfter = Duration.FromTimeSpan(comeBackAfter) } });
    }

    /// <summary>The agent said that it has no room, whatever it reported: nothing is handed to it for a while.</summary>
    /// <param name="pause">For how long, by how many times in a row it said so.</param>
    public void RestFor(Func<int, TimeSpan> pause)
    {
        var rest = pause(Interlocked.Increment(ref _refusals));
        Interlocked.Exchange(ref _restUntil, time.GetTimestamp() + (long)(rest.TotalSeconds * time.TimestampFrequency));
    }

    /// <summary>The agent took something: it has room again.</summary>
    public void HasRoom() => Interlocked.Exchange(ref _refusals, 0);

    /// <summary>How long it is still left alone; zero when it is not.</summary>
    public TimeSpan Rest()
    {
        var rest = TimeSpan.FromSeconds((Interlocked.Read(ref _restUntil) - time.GetTimestamp()) / (double)time.TimestampFrequency);
        return rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
    }

    /// <summary>The agent was heard: with the next record its row is renewed, and checked.</summary>
    public void Heard()
    {
        lock (_lock)
            _heard = true;
    }

    /// <summary>The agent said how it is.</summary>
    /// <returns>Whether it takes more than it did before.</returns>
    public bool TakeReport(AgentHeartbeat heartbeat)
    {
        lock (_lock)
        {
            var before = _report.Room;
            _report = SessionReport.Of(heartbeat, time);
            return _report.Room > before;
        }
    }

    /// <summary>Its newest report, when it was heard since the last call.</summary>
    public bool TryTakeReport(out SessionReport report)
    {
        lock (_lock)
        {
            report = _report;
            var heard = _heard;
            _heard = false;
            return heard;
        }
    }

    /// <summary>A batch of events came in.</summary>
    /// <returns>How many batches of it are not stored yet, this one among them.</returns>
    public int EventsCame() => Interlocked.Increment(ref _eventBatches);

    /// <summary>A batch of events is stored.</summary>
    public void EventsStored() => Interlocked.Decrement(ref _eventBatches);

    /// <summary>Ends the session. The first ending stays; later calls change nothing. Never throws.</summary>
    /// <param name="reason">With <see cref="SessionEnding.Refused"/>: what the agent is told.</param>
    public void End(SessionEnding ending, RefusalReason reason = RefusalReason.Unspecified)
    {
        lock (_lock)
        {
            if (Ending is not null)
                return;
            Ending = ending;
            Reason = reason;
        }

        _over.Cancel();
    }

    /// <summary>Ends the session because the agent did what the protocol forbids.</summary>
    /// <param name="problem">One sentence for the agent's log; no value of a message.</param>
    public void BreakProtocol(string problem)
    {
        Problem = problem;
        End(SessionEnding.BrokeProtocol);
    }

    /// <summary>The stream has ended.</summary>
    public void Leave() => _gone.TrySetResult();
}
