using Freehold.ControlPlane.AgentStreams;
using Freehold.ControlPlane.Jobs;
using Freehold.Protocol.V1;

namespace Freehold.ControlPlane.JobEvents;

/// <summary>
/// What becomes of the events of one transaction: which are new, which were sent before, which cannot be taken because one
/// before them is missing, and what each session is told. Made in memory from attempts that are locked.
/// </summary>
internal sealed class EventBatchPlan(IReadOnlyDictionary<AttemptKey, LockedAttempt> attempts, EventBody body, RetryBackoff backoff)
{
    private readonly Dictionary<(AgentSession Session, AttemptKey Attempt), long> _acknowledged = [];

    /// <summary>To be stored.</summary>
    public List<StoredEvent> New { get; } = [];

    /// <summary>Stored before: to be compared with what is there.</summary>
    public List<StoredEvent> Repeats { get; } = [];

    /// <summary>Of the outputs that these events commit.</summary>
    public List<StoredArtifact> Artifacts { get; } = [];

    /// <summary>Of the tasks that these events are about, each in its newest state.</summary>
    public Dictionary<(Guid JobId, uint Index), StoredTask> Tasks { get; } = [];

    /// <summary>Events after a gap: not stored, not acknowledged.</summary>
    public List<(AgentSession Session, AttemptKey Attempt)> AfterGap { get; } = [];

    /// <summary>Events of attempts that are not known, or not this agent's.</summary>
    public List<(AgentSession Session, AttemptKey Attempt)> OfUnknownAttempts { get; } = [];

    /// <summary>Takes an event in, in the order of its stream.</summary>
    public void Add(AgentSession session, JobEvent happened)
    {
        var key = new AttemptKey(Guid.Parse(happened.Attempt.JobId), (int)happened.Attempt.Number);
        var sequence = (long)happened.Sequence;

        if (!attempts.TryGetValue(key, out var attempt) || attempt.AgentId != session.Agent.AgentId)
        {
            // Nobody will ever want it: acknowledged so that the agent is rid of it.
            OfUnknownAttempts.Add((session, key));
            _acknowledged[(session, key)] = sequence;
            return;
        }

        if (sequence > attempt.LastSequence + 1)
        {
            AfterGap.Add((session, key));
        }
        else
        {
            var stored = new StoredEvent(key, sequence, EventBody.KindOf(happened), happened.At.ToDateTime(), body.Write(happened));
            if (sequence <= attempt.LastSequence)
                Repeats.Add(stored);
            else
                Take(attempt, happened, stored);
        }

        _acknowledged[(session, key)] = attempt.LastSequence;
    }

    /// <summary>What each session is told once all is stored.</summary>
    public IEnumerable<(AgentSession Session, AttemptKey Attempt, long Sequence)> Acknowledgements() =>
        _acknowledged.Select(pair => (pair.Key.Session, pair.Key.Attempt, pair.Value));

    private void Take(LockedAttempt attempt, JobEvent happened, StoredEvent stored)
    {
        New.Add(stored);
        attempt.StoredUpTo(stored.Sequence);

        if (happened.KindCase is JobEvent.KindOneofCase.Succeeded && (attempt.IsCurrent || attempt.MayNameOutput))
        {
            var succeeded = happened.Succeeded;
            var number = succeeded.CommittedAttempt == 0 ? attempt.Number : (int)succeeded.CommittedAttempt;
            var committed = stored.Attempt with { Number = number };
            Artifacts.AddRange(succeeded.Artifacts.Select(artifact => new StoredArtifact(committed, artifact)));
        }

        if (happened.KindCase is JobEvent.KindOneofCase.Tasks)
            TakeTasks(stored.Attempt, happened.Tasks);

        EventEffect.Apply(attempt, happened, stored.Body, backoff);
    }

    // A statement can change a row once. Of two attempts that report the same task the later one counts, as in the table.
    private void TakeTasks(AttemptKey attempt, Tasks tasks)
    {
        foreach (var task in tasks.Changed)
        {
            var key = (attempt.JobId, task.Index);
            if (!Tasks.TryGetValue(key, out var other) || other.Attempt.Number <= attempt.Number)
                Tasks[key] = new(attempt, task);
        }
    }
}
