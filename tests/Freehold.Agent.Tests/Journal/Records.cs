using Freehold.Agent.Assignments;
using Freehold.Agent.Journal;
using Freehold.Agent.Tests.ScriptedControlPlane;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Tests.Journal;

/// <summary>Journal records of a life of an attempt.</summary>
internal static class Records
{
    public static JournalRecord Accepted(AttemptId attempt, string document = Messages.Document) =>
        new() { Accepted = AcceptedAssignment.Of(Messages.Assignment(attempt, document)) };

    public static JournalRecord Confirmed(AttemptId attempt) => new() { Confirmed = new() { Attempt = attempt.ToReference() } };

    public static JournalRecord StopAsked(AttemptId attempt, StopCause cause = StopCause.Cancelled) =>
        new() { StopAsked = new() { Attempt = attempt.ToReference(), Cause = cause } };

    public static JournalRecord Event(AttemptId attempt, ulong sequence, Action<JobEvent>? kind = null)
    {
        var happened = new JobEvent { Attempt = attempt.ToReference(), Sequence = sequence };
        if (kind is null)
            happened.Progress = new() { RowsRead = sequence * 100 };
        else
            kind(happened);
        return new() { Event = happened };
    }

    public static JournalRecord Acknowledged(AttemptId attempt, ulong sequence) =>
        new() { Acknowledged = new() { Attempt = attempt.ToReference(), Sequence = sequence } };

    public static JournalRecord Forgotten(AttemptId attempt) => new() { Forgotten = new() { Attempt = attempt.ToReference() } };

    public static Task AppendAsync(this AttemptJournal journal, params IReadOnlyList<JournalRecord> records) =>
        journal.AppendAsync(records, Survives.PowerCut, CancellationToken.None).InTime();

    public static AttemptJournal Open(IJournalStorage storage, ErrorLogScope? log = null) =>
        new(storage, LoggerFactory.Create(logging => logging.AddProvider(log ?? new())).CreateLogger<AttemptJournal>());

    /// <summary>A state in a form that can be compared.</summary>
    public static IEnumerable<string> Picture(this AttemptJournal journal) => journal.Attempts
        .Select(attempt => $"{attempt.Id} {attempt.Phase} {attempt.StopAsked} {attempt.LastSequence} {attempt.Acknowledged} {attempt.Started} {attempt.Ended} "
            + $"{attempt.Order} {string.Join(",", attempt.Events.Values)}")
        .Order(StringComparer.Ordinal);
}
