using System.Collections.Immutable;
using Freehold.Agent.Assignments;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Journal;

/// <summary>Every attempt of the journal, and the two directions between them and records.</summary>
internal static class JournalState
{
    public static ImmutableDictionary<AttemptId, JournaledAttempt> Empty { get; } = ImmutableDictionary<AttemptId, JournaledAttempt>.Empty;

    /// <summary>The state after one more record. Records about attempts that are not in the journal change nothing.</summary>
    public static ImmutableDictionary<AttemptId, JournaledAttempt> Apply(
        ImmutableDictionary<AttemptId, JournaledAttempt> attempts, JournalRecord record)
    {
        if (!AttemptId.TryRead(Reference(record), out var id))
            return attempts;

        if (record.KindCase is JournalRecord.KindOneofCase.Accepted)
            return attempts.ContainsKey(id) ? attempts : attempts.Add(id, new(id, record.Accepted));

        if (record.KindCase is JournalRecord.KindOneofCase.Forgotten)
            return attempts.Remove(id);

        return attempts.TryGetValue(id, out var attempt) ? attempts.SetItem(id, Apply(attempt, record)) : attempts;
    }

    /// <summary>The fewest records that give the same state.</summary>
    public static IEnumerable<JournalRecord> Records(IEnumerable<JournaledAttempt> attempts)
    {
        foreach (var attempt in attempts)
        {
            var reference = attempt.Id.ToReference();

            yield return new() { Accepted = attempt.Order };
            if (attempt.Confirmed)
                yield return new() { Confirmed = new() { Attempt = reference } };
            if (attempt.StopAsked is not StopCause.None)
                yield return new() { StopAsked = new() { Attempt = reference, Cause = attempt.StopAsked } };
            if (attempt.LastSequence > 0)
                yield return new() { History = HistoryOf(attempt) };
            foreach (var unacknowledged in attempt.Events.Values)
                yield return new() { Event = unacknowledged };
        }
    }

    private static JournaledAttempt Apply(JournaledAttempt attempt, JournalRecord record) => record.KindCase switch
    {
        JournalRecord.KindOneofCase.Confirmed => attempt with { Confirmed = true },
        // The first reason stays: a cancel that arrives while the time limit stops the worker changes nothing.
        JournalRecord.KindOneofCase.StopAsked when attempt.StopAsked is StopCause.None => attempt with { StopAsked = record.StopAsked.Cause },
        JournalRecord.KindOneofCase.Event => attempt.With(record.Event),
        JournalRecord.KindOneofCase.Acknowledged => attempt.WithAcknowledged(record.Acknowledged.Sequence),
        JournalRecord.KindOneofCase.History => attempt with
        {
            LastSequence = record.History.LastSequence,
            Acknowledged = record.History.AcknowledgedSequence,
            Started = record.History.Started,
            Ended = record.History.Ended,
        },
        _ => attempt,
    };

    private static EventHistory HistoryOf(JournaledAttempt attempt) => new()
    {
        Attempt = attempt.Id.ToReference(),
        LastSequence = attempt.LastSequence,
        AcknowledgedSequence = attempt.Acknowledged,
        Started = attempt.Started,
        Ended = attempt.Ended,
    };

    private static AttemptRef? Reference(JournalRecord record) => record.KindCase switch
    {
        JournalRecord.KindOneofCase.Accepted => record.Accepted.Attempt,
        JournalRecord.KindOneofCase.Confirmed => record.Confirmed.Attempt,
        JournalRecord.KindOneofCase.StopAsked => record.StopAsked.Attempt,
        JournalRecord.KindOneofCase.Event => record.Event.Attempt,
        JournalRecord.KindOneofCase.Acknowledged => record.Acknowledged.Attempt,
        JournalRecord.KindOneofCase.Forgotten => record.Forgotten.Attempt,
        JournalRecord.KindOneofCase.History => record.History.Attempt,
        _ => null,
    };
}
