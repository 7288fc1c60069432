using Freehold.Agent.Assignments;
using Freehold.Agent.Journal;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Events;

/// <summary>The unacknowledged events of one attempt. Touched only while holding the outbox's lock.</summary>
internal sealed class OutboxAttempt
{
    private readonly SortedDictionary<ulong, OutboxEvent> _events = [];

    public OutboxAttempt(JournaledAttempt journaled)
    {
        LastSequence = journaled.LastSequence;
        Ended = journaled.Ended;
        // Nothing remembers which of these were sent before the restart, so all count as sent: none is replaced.
        foreach (var (sequence, unacknowledged) in journaled.Events)
            _events.Add(sequence, new(unacknowledged) { IsOnDisk = true, WasSent = true });
    }

    public ulong LastSequence { get; private set; }

    public bool Ended { get; private set; }

    public int Count => _events.Count;

    public long Bytes => _events.Values.Sum(each => each.Bytes);

    public OutboxEvent? Oldest => _events.Values.FirstOrDefault();

    /// <summary>Gives an event its sequence: that of unsent progress which it replaces, else the next.</summary>
    public OutboxEvent Add(AttemptId attempt, JobEvent happened)
    {
        var replaces = happened.KindCase is JobEvent.KindOneofCase.Progress
            && _events.TryGetValue(LastSequence, out var last)
            && last is { WasSent: false, Event.KindCase: JobEvent.KindOneofCase.Progress };

        happened.Attempt = attempt.ToReference();
        happened.Sequence = replaces ? LastSequence : ++LastSequence;
        Ended |= happened.IsTerminal();
        return _events[happened.Sequence] = new(happened) { Replaced = replaces ? _events[happened.Sequence] : null };
    }

    /// <summary>Takes back the newest event, of which nothing came to the disk.</summary>
    public void Withdraw(OutboxEvent added)
    {
        var sequence = added.Event.Sequence;
        if (!_events.TryGetValue(sequence, out var newest) || newest != added)
            return;

        Ended &= !added.Event.IsTerminal();
        if (added.Replaced is { } replaced)
        {
            _events[sequence] = replaced;
            return;
        }

        _events.Remove(sequence);
        LastSequence = sequence - 1;
    }

    /// <summary>The events after a sequence that may be sent now: on disk, in order, none left out.</summary>
    public IEnumerable<OutboxEvent> SendableAfter(ulong sequence) =>
        _events.Values.SkipWhile(each => each.Event.Sequence <= sequence).TakeWhile(each => each.IsOnDisk);

    /// <returns>How many events are gone.</returns>
    public int RemoveThrough(ulong sequence)
    {
        // See JournaledAttempt: numbering never falls behind what the control plane has.
        LastSequence = Math.Max(LastSequence, sequence);

        var acknowledged = _events.Keys.TakeWhile(key => key <= sequence).ToList();
        foreach (var key in acknowledged)
            _events.Remove(key);
        return acknowledged.Count;
    }
}

/// <summary>One event in the outbox.</summary>
internal sealed class OutboxEvent(JobEvent jobEvent)
{
    public JobEvent Event { get; } = jobEvent;

    /// <summary>Serialized size in bytes.</summary>
    public int Bytes { get; } = jobEvent.CalculateSize();

    /// <summary>The unsent progress whose place it takes once it is on disk; null when there is none.</summary>
    public OutboxEvent? Replaced { get; set; }

    /// <summary>Flushed to the journal: it may be sent.</summary>
    public bool IsOnDisk { get; set; }

    /// <summary>The control plane may have it: its content is fixed for ever.</summary>
    public bool WasSent { get; set; }
}
