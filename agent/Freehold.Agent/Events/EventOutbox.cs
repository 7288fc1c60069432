using Freehold.Agent.Assignments;
using Freehold.Agent.Journal;
using Freehold.Protocol.V1;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Events;

/// <summary>
/// Events on their way to the control plane: on disk before they are sent, deleted when they are acknowledged, sent again
/// at every connect until then. While the disk refuses they wait in memory; an end is then sent from there, since the worker's own
/// files would let it be made anew.
/// </summary>
/// <remarks>Safe from any thread.</remarks>
internal sealed class EventOutbox
{
    // Refused writes after which an end is sent from memory: somewhat less than a second.
    private const int PatientTries = 3;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly AttemptJournal _journal;
    private readonly DeliverySignal _signal;
    private readonly TimeProvider _time;
    private readonly ILogger<EventOutbox> _log;
    private readonly long _maxBytes;
    private readonly Lock _gate = new();
    private readonly Dictionary<AttemptId, OutboxAttempt> _attempts = [];
    private long _bytes;
    private volatile bool _isFull;

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
        {
            var events = new OutboxAttempt(attempt);
            _attempts.Add(attempt.Id, events);
            _bytes += events.Bytes;
        }

        NoteFullness();
    }

    /// <summary>Whether the agent has to stop accepting work.</summary>
    public bool IsFull => _isFull;

    /// <summary>
    /// Appends one event and returns once it is on disk (flushed, not only written), so that a crash cannot lose it. Progress
    /// takes the place of older progress of the attempt that was not sent yet; where it cannot, and the outbox is full, it is dropped.
    /// </summary>
    /// <param name="happened">Kind only; attempt, sequence and time are set here. At most 256 KiB when serialized.</param>
    /// <remarks>
    /// One caller at a time for each attempt: the order of the calls is the order of the events. When the disk refuses, an end
    /// waits until it takes it or the control plane has acknowledged it; everything else stays in memory, is written when the disk
    /// takes again, and the call returns. After cancellation the event stays in memory likewise.
    /// </remarks>
    public async Task AppendAsync(AttemptId attempt, JobEvent happened, CancellationToken cancellationToken)
    {
        happened.At = Timestamp.FromDateTimeOffset(_time.GetUtcNow());

        OutboxAttempt? events;
        lock (_gate)
        {
            // Forgotten on command while its worker was being stopped: nobody wants to hear of it.
            if ((events = FindOrAdd(attempt)) is null)
                return;
            // No number is given yet, so none is missing; the next one, or the end, says more than this one.
            if (happened.KindCase is JobEvent.KindOneofCase.Progress && _isFull && !events.CanReplaceProgress)
                return;
            if (events.IsKnown(happened))
                return;

            _bytes -= events.Bytes;
            events.Add(happened);
            _bytes += events.Bytes;
        }

        NoteFullness();
        if (happened.IsTerminal())
            await WriteUntilKnownAsync(attempt, events, cancellationToken);
        else
            await TryWriteAsync(events, cancellationToken);
    }

    /// <summary>Whether it is known which events of an attempt the control plane has. Until then none of it is sent.</summary>
    public bool IsSettled(AttemptId attempt)
    {
        lock (_gate)
            return FindOrAdd(attempt) is not { IsSettled: false };
    }

    /// <summary>
    /// Gives the events of rebuilt attempts their numbers, now that the control plane has told what it has of them. Others are left as they are.
    /// </summary>
    public async Task SettleAsync(IReadOnlyCollection<StoredEvents> told, CancellationToken cancellationToken)
    {
        var records = new List<JournalRecord>();
        lock (_gate)
        {
            foreach (var (attempt, sequence, started, waitsFor) in told)
            {
                if (FindOrAdd(attempt) is not { IsSettled: false } events)
                    continue;

                _bytes -= events.Bytes;
                events.Settle(sequence, started, waitsFor);
                _bytes += events.Bytes;
                records.Add(new()
                {
                    History = new() { Attempt = attempt.ToReference(), LastSequence = sequence, AcknowledgedSequence = sequence, Started = started },
                });
            }
        }

        if (records.Count == 0)
            return;

        await _journal.AppendAsync(records, Survives.ProcessEnd, cancellationToken);
        await WriteUnwrittenAsync(cancellationToken);
        NoteFullness();
    }

    /// <summary>Writes what the disk has refused so far, as far as it takes it now.</summary>
    public async Task WriteUnwrittenAsync(CancellationToken cancellationToken)
    {
        List<OutboxAttempt> unwritten;
        lock (_gate)
            unwritten = [.. _attempts.Values.Where(events => events.Unwritten.Count > 0)];

        foreach (var events in unwritten)
        {
            if (!await TryWriteAsync(events, cancellationToken))
                return;
        }
    }

    /// <summary>Whether an end was appended, be it only in memory: nothing runs and nothing will.</summary>
    public bool HasEnded(AttemptId attempt)
    {
        lock (_gate)
            return _attempts.GetValueOrDefault(attempt) is { Ended: true };
    }

    /// <summary>Highest sequence given to an event of an attempt, be it only in memory.</summary>
    public ulong LastSequence(AttemptId attempt)
    {
        lock (_gate)
            return _attempts.GetValueOrDefault(attempt)?.LastSequence ?? 0;
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
            foreach (var (attempt, sequence, endIsMissing) in acknowledged)
            {
                if (!_attempts.TryGetValue(attempt, out var events))
                    continue;

                if (events.IsSettled && sequence > events.LastSequence)
                    _log.AcknowledgedBeyondMemory(attempt, sequence, events.LastSequence);
                _bytes -= events.Bytes;
                if (events.RemoveThrough(sequence, endIsMissing))
                    records.Add(new() { Acknowledged = new() { Attempt = attempt.ToReference(), Sequence = sequence } });
                _bytes += events.Bytes;
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

        // An end that was given another number.
        if (acknowledged.Any(each => each.EndIsMissing))
            await WriteUnwrittenAsync(cancellationToken);
        return done;
    }

    /// <summary>Drops the events of an attempt that the control plane does not want to hear of.</summary>
    public void Drop(AttemptId attempt)
    {
        lock (_gate)
        {
            if (_attempts.Remove(attempt, out var dropped))
                _bytes -= dropped.Bytes;
        }
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
            return new(
                _attempts.Values.Sum(events => events.Count),
                oldest is { } since ? TimeSpan.FromTicks(Math.Max(0, (_time.GetUtcNow() - since).Ticks)) : null,
                _bytes,
                IsFull: _bytes >= _maxBytes);
        }
    }

    private OutboxAttempt? FindOrAdd(AttemptId attempt)
    {
        if (!_attempts.TryGetValue(attempt, out var events) && _journal.Find(attempt) is { } journaled)
            _attempts.Add(attempt, events = new(journaled));
        return events;
    }

    private async Task WriteUntilKnownAsync(AttemptId attempt, OutboxAttempt events, CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        for (var tries = 1; !await TryWriteAsync(events, cancellationToken); tries++)
        {
            if (tries == PatientTries)
                SendFromMemory(attempt, events);

            await Task.Delay(pause, _time, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <returns>Whether nothing of the attempt is in memory only, because it is on disk or acknowledged.</returns>
    private async Task<bool> TryWriteAsync(OutboxAttempt events, CancellationToken cancellationToken)
    {
        await events.Writing.WaitAsync(cancellationToken);
        try
        {
            IReadOnlyList<OutboxEvent> unwritten;
            lock (_gate)
                unwritten = events.Unwritten;
            if (unwritten.Count == 0)
                return true;

            await _journal.AppendAsync(
                [.. unwritten.Select(each => new JournalRecord { Event = each.Event })], Survives.PowerCut, cancellationToken);
            lock (_gate)
            {
                foreach (var each in unwritten)
                    each.IsOnDisk = true;
            }
        }
        catch (IOException)
        {
            // The journal has logged it, once for the whole outage.
            return false;
        }
        finally
        {
            events.Writing.Release();
        }

        _signal.Set();
        return true;
    }

    private void SendFromMemory(AttemptId attempt, OutboxAttempt events)
    {
        lock (_gate)
        {
            foreach (var each in events.Unwritten)
                each.IsSentFromMemory = true;
        }

        _log.SentFromMemory(attempt);
        _signal.Set();
    }

    private void NoteFullness()
    {
        bool full;
        lock (_gate)
        {
            full = _bytes >= _maxBytes;
            if (full == _isFull)
                return;
            _isFull = full;
        }

        if (full)
            _log.OutboxFull(_maxBytes);
        else
            _log.OutboxHasRoom();
    }
}
