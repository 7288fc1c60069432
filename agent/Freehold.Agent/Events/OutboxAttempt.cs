using Freehold.Agent.Assignments;
using Freehold.Agent.Journal;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Events;

/// <summary>The unacknowledged events of one attempt. Touched only while holding the outbox's lock, its turn to write aside.</summary>
internal sealed class OutboxAttempt
{
    private readonly AttemptId _id;
    private readonly SortedDictionary<ulong, OutboxEvent> _events = [];
    private ulong _lastSequence;
    private bool _started;
    private WaitingReason _waitsFor;

    public OutboxAttempt(JournaledAttempt journaled)
    {
        _id = journaled.Id;
        _lastSequence = journaled.LastSequence;
        _started = journaled.Started;
        Ended = journaled.Ended;
        IsSettled = !journaled.IsRebuilt;
        // Nothing remembers which of these were sent before the restart, so all count as sent: none is replaced.
        foreach (var unacknowledged in journaled.Events.Values)
            Put(new(unacknowledged) { IsOnDisk = true, WasSent = true });
    }

    /// <summary>Held by whoever writes events of this attempt to the journal, so that older content never comes after newer.</summary>
    public SemaphoreSlim Writing { get; } = new(1);

    /// <summary>Highest sequence given; 0 while none can be given.</summary>
    public ulong LastSequence => IsSettled ? _lastSequence : 0;

    /// <summary>
    /// Whether it is known which events the control plane has. Until then events are held here with numbers that mean nothing: not written,
    /// not sent.
    /// </summary>
    public bool IsSettled { get; private set; }

    public bool Ended { get; private set; }

    public int Count => _events.Count;

    /// <summary>Serialized size of the events.</summary>
    public long Bytes { get; private set; }

    public OutboxEvent? Oldest => _events.Values.FirstOrDefault();

    /// <summary>Events that are in memory only, in order.</summary>
    public IReadOnlyList<OutboxEvent> Unwritten => IsSettled ? [.. _events.Values.Where(each => !each.IsOnDisk)] : [];

    /// <summary>Whether new progress would take the place of older progress, which was never sent.</summary>
    public bool CanReplaceProgress =>
        _events.TryGetValue(_lastSequence, out var last) && last is { WasSent: false, Event.KindCase: JobEvent.KindOneofCase.Progress };

    /// <summary>Whether an event would say what was said: an attempt starts once, and goes on waiting for the same.</summary>
    public bool IsKnown(JobEvent happened) => happened.KindCase switch
    {
        JobEvent.KindOneofCase.Started => _started,
        JobEvent.KindOneofCase.Waiting => _started || happened.Waiting.Reason == _waitsFor,
        _ => false,
    };

    /// <summary>Gives an event its sequence: that of unsent progress which it replaces, else the next.</summary>
    public void Add(JobEvent happened)
    {
        var replaces = happened.KindCase is JobEvent.KindOneofCase.Progress && CanReplaceProgress;

        happened.Attempt = _id.ToReference();
        happened.Sequence = replaces ? _lastSequence : ++_lastSequence;
        Ended |= happened.IsTerminal();
        _started |= happened.KindCase is JobEvent.KindOneofCase.Started;
        if (happened.KindCase is JobEvent.KindOneofCase.Waiting)
            _waitsFor = happened.Waiting.Reason;
        Put(new(happened));
    }

    /// <summary>The control plane has told what it has: events get their numbers, and what it knows already is dropped.</summary>
    /// <param name="stored">The last number that it has.</param>
    public void Settle(ulong stored, bool started, WaitingReason waitsFor)
    {
        if (IsSettled)
            return;

        IsSettled = true;
        var held = _events.Values.Select(each => each.Event).ToList();
        _events.Clear();
        Bytes = 0;
        (_lastSequence, _started, _waitsFor) = (stored, started, waitsFor);
        foreach (var happened in held.Where(happened => !IsKnown(happened)))
            Add(happened);
    }

    /// <summary>The events after a sequence that may be sent now, in order, none left out.</summary>
    public IEnumerable<OutboxEvent> SendableAfter(ulong sequence) =>
        _events.Values.SkipWhile(each => each.Event.Sequence <= sequence).TakeWhile(each => IsSettled && (each.IsOnDisk || each.IsSentFromMemory));

    /// <summary>Removes what is acknowledged.</summary>
    /// <param name="endIsMissing">Whether the control plane says that it knows of no end of this attempt.</param>
    /// <returns>Whether anything changed.</returns>
    public bool RemoveThrough(ulong sequence, bool endIsMissing)
    {
        if (!IsSettled)
            return false;

        var beyond = sequence > _lastSequence;
        // See JournaledAttempt: numbering never falls behind what the control plane has.
        _lastSequence = Math.Max(_lastSequence, sequence);

        var acknowledged = _events.Values.TakeWhile(each => each.Event.Sequence <= sequence).ToList();
        foreach (var each in acknowledged)
        {
            _events.Remove(each.Event.Sequence);
            Bytes -= each.Bytes;
        }

        // An end made anew after a crash, by a journal that had missed what was sent from memory: its number is taken by
        // something else, and it goes after that.
        if (endIsMissing && acknowledged.Find(each => each.Event.IsTerminal() && !each.WasSent) is { } end)
        {
            var renumbered = end.Event.Clone();
            Add(renumbered);
        }

        return beyond || acknowledged.Count > 0;
    }

    private void Put(OutboxEvent added)
    {
        if (_events.TryGetValue(added.Event.Sequence, out var replaced))
            Bytes -= replaced.Bytes;
        _events[added.Event.Sequence] = added;
        Bytes += added.Bytes;
    }
}
