using System.Collections.Immutable;
using Freehold.Agent.Assignments;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Journal;

/// <summary>What the journal says about one attempt. A value: the journal replaces it, nobody changes it.</summary>
internal sealed record JournaledAttempt(AttemptId Id, AttemptAccepted Order)
{
    /// <summary>The control plane said <c>confirm</c>: the attempt may start, also after a restart.</summary>
    public bool Confirmed { get; init; }

    /// <summary>
    /// Taken over from another process without its journal: the document is not known, and numbers of events only after the control plane has
    /// named those that it has.
    /// </summary>
    public bool IsRebuilt => Order.Rebuilt;

    /// <summary>Why the worker has to stop; <see cref="StopCause.None"/> when it has not.</summary>
    public StopCause StopAsked { get; init; }

    /// <summary>Highest sequence ever given to an event of this attempt.</summary>
    public ulong LastSequence { get; init; }

    /// <summary>Events up to here are stored at the control plane.</summary>
    public ulong Acknowledged { get; init; }

    /// <summary>A <c>started</c> event was written.</summary>
    public bool Started { get; init; }

    /// <summary>A terminal event was written: nothing runs and nothing will.</summary>
    public bool Ended { get; init; }

    /// <summary>Events that are not acknowledged, by sequence.</summary>
    public ImmutableSortedDictionary<ulong, JobEvent> Events { get; init; } = ImmutableSortedDictionary<ulong, JobEvent>.Empty;

    /// <summary>The attempt's place in the inventory.</summary>
    public AttemptPhase Phase => this switch
    {
        { Ended: true } => AttemptPhase.Ended,
        { Confirmed: true } => AttemptPhase.Confirmed,
        _ => AttemptPhase.Accepted,
    };

    /// <summary>Ended, and the control plane knows: the attempt may be forgotten.</summary>
    public bool IsDone => Ended && Acknowledged >= LastSequence;

    public JournaledAttempt With(JobEvent written) => this with
    {
        LastSequence = Math.Max(LastSequence, written.Sequence),
        Started = Started || written.KindCase is JobEvent.KindOneofCase.Started,
        Ended = Ended || written.IsTerminal(),
        Events = Events.SetItem(written.Sequence, written),
    };

    // An acknowledgement beyond what this journal remembers means that it has lost its end (a restored disk, for example):
    // numbering goes on after what the control plane has, or new events would be taken for repeats of old ones.
    public JournaledAttempt WithAcknowledged(ulong sequence) => this with
    {
        Acknowledged = Math.Max(Acknowledged, sequence),
        LastSequence = Math.Max(LastSequence, sequence),
        Events = Events.RemoveRange(Events.Keys.TakeWhile(key => key <= sequence)),
    };
}
