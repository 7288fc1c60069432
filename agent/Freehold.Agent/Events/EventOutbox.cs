using Freehold.Agent.Assignments;
using Freehold.Agent.Journal;
using Freehold.Protocol.V1;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Events;

/// <summary>
/// Events on their way to the control plane: on disk before they are sent, deleted when they are acknowledged, sent again
/// at every connect until then.
/// </summary>
/// <remarks>Safe from any thread.</remarks>
internal sealed class EventOutbox
{
    private readonly AttemptJournal _journal;
    private readonly DeliverySignal _signal;
    private readonly TimeProvider _time;
    private readonly ILogger<EventOutbox> _log;
    private readonly long _maxBytes;
    private readonly Lock _gate = new();
    private readonly Dictionary<AttemptId, OutboxAttempt> _attempts = [];
    private bool _wasFull;

    /// <summary>Takes over what the journal holds from before the restart.</summary>
    public EventOutbox(
        AttemptJournal journal, DeliverySignal signal, IOptions<OutboxOptions> options, TimeProvider time, ILogger<EventOutbox> log)
    {
        _journal = journal;
        _signal = signal;
        _time = time;
        _log = log;
        _maxBytes = options.Value.MaxBytes;
        foreach (var attempt in journal.Attempts)
            _attempts.Add(attempt.Id, new(attempt));
    }

    /// <summary>
    /// Appends one event and returns once it is on disk (flushed, not only written), so that a crash cannot lose it. Progress
    /// takes the place of older progress of the attempt that was not sent yet.
    /// </summary>
    /// <param name="happened">Kind only; attempt, sequence and time are set here. At most 256 KiB when serialized.</param>
    /// <remarks>
    /// One caller at a time for each attempt: the order of the calls is the order of the events. While the disk refuses, the
    /// call waits. After cancellation it is as if the event had never been; the next one gets its number.
    /// </remarks>
    public async Task AppendAsync(AttemptId attempt, JobEvent happened, CancellationToken cancellationToken)
    {
        happened.At = Timestamp.FromDateTimeOffset(_time.GetUtcNow());

        OutboxAttempt? events;
        OutboxEvent added;
        lock (_gate)
        {
            if (!_attempts.TryGetValue(attempt, out events))
            {
                // Forgotten on command while its worker was being stopped: nobody wants to hear of it.
                if (_journal.Find(attempt) is not { } journaled)
                    return;
                _attempts.Add(attempt, events = new(journaled));
            }

            added = events.Add(attempt, happened);
        }

        try
        {
            await _journal.AppendUntilWrittenAsync(new() { Event = happened }, _time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The journal does not have it. Left here, it would hold back for ever whatever follows it.
            lock (_gate)
                events.Withdraw(added);
            throw;
        }

        lock (_gate)
            (added.IsOnDisk, added.Replaced) = (true, null);
        NoteFullness();
        _signal.Set();
    }

    /// <summary>Forgets events that the control plane has stored.</summary>
    /// <returns>The attempts of which nothing is left to send because they have ended; tell their owner.</returns>
    /// <remarks>A disk that refuses is no obstacle: after a restart those events are sent again, and dropped as repeats.</remarks>
    public async Task<IReadOnlyList<AttemptId>> AcknowledgeAsync(
        IReadOnlyCollection<AcknowledgedEvents> acknowledged, CancellationToken cancellationToken)
    {
        var done = new List<AttemptId>();
        var records = new List<JournalRecord>();
        lock (_gate)
        {
            foreach (var (attempt, sequence) in acknowledged)
            {
                if (!_attempts.TryGetValue(attempt, out var events))
                    continue;

                var beyond = sequence > events.LastSequence;
                if (beyond)
                    _log.AcknowledgedBeyondMemory(attempt, sequence, events.LastSequence);
                if (events.RemoveThrough(sequence) > 0 || beyond)
                    records.Add(new() { Acknowledged = new() { Attempt = attempt.ToReference(), Sequence = sequence } });
                if (events is { Ended: true, Count: 0 })
                    done.Add(attempt);
            }
        }

        NoteFullness();
        if (records.Count == 0)
            return done;

        try
        {
            await _journal.AppendAsync(records, Survives.ProcessEnd, cancellationToken);
        }
        catch (IOException)
        {
            // The journal has logged it.
        }

        return done;
    }

    /// <summary>Drops the events of an attempt that the control plane does not want to hear of.</summary>
    public void Drop(AttemptId attempt)
    {
        lock (_gate)
            _attempts.Remove(attempt);
    }

    /// <summary>Takes what may be sent next on one stream, and marks it as sent.</summary>
    /// <param name="sentThrough">What that stream has sent already, by attempt; moved on here.</param>
    /// <returns>Null when there is nothing to send.</returns>
    public EventBatch? TakeUnsent(Dictionary<AttemptId, ulong> sentThrough, int maxEvents, int maxBytes)
    {
        var batch = new EventBatch();
        var bytes = 0;
        lock (_gate)
        {
            foreach (var (attempt, events) in _attempts)
            {
                foreach (var next in events.SendableAfter(sentThrough.GetValueOrDefault(attempt)))
                {
                    if (batch.Events.Count > 0 && (batch.Events.Count == maxEvents || bytes + next.Bytes > maxBytes))
                        return batch;

                    next.WasSent = true;
                    batch.Events.Add(next.Event);
                    bytes += next.Bytes;
                    sentThrough[attempt] = next.Event.Sequence;
                }
            }
        }

        return batch.Events.Count == 0 ? null : batch;
    }

    /// <summary>How much waits for acknowledgement.</summary>
    public OutboxLoad Load()
    {
        lock (_gate)
        {
            var oldest = _attempts.Values.Select(events => events.Oldest?.Event.At).Where(at => at is not null).Min(at => at!.ToDateTimeOffset() as DateTimeOffset?);
            var bytes = _attempts.Values.Sum(events => events.Bytes);
            return new(
                _attempts.Values.Sum(events => events.Count),
                oldest is { } since ? TimeSpan.FromTicks(Math.Max(0, (_time.GetUtcNow() - since).Ticks)) : null,
                bytes,
                IsFull: bytes >= _maxBytes);
        }
    }

    private void NoteFullness()
    {
        var full = Load().IsFull;
        lock (_gate)
        {
            if (full == _wasFull)
                return;
            _wasFull = full;
        }

        if (full)
            _log.OutboxFull(_maxBytes);
        else
            _log.OutboxHasRoom();
    }
}
