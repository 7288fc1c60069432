using Freehold.Agent.Events;
using Freehold.Agent.Executors;
using Freehold.Agent.Journal;
using Freehold.Agent.Leadership;
using Freehold.Agent.Startup;
using Freehold.Protocol.V1;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Assignments;

/// <summary>How much work this agent takes on now.</summary>
internal sealed class AgentCapacity(AttemptJournal journal, EventOutbox outbox, IExecutor executor, Standing standing, IOptions<AgentOptions> options)
{
    /// <summary>
    /// Most attempts in the journal, ended ones that wait for acknowledgement included: with half of what the contract allows in
    /// an inventory, a hello is some 700 KiB of its 1 MiB.
    /// </summary>
    public const int MostAttempts = 5000;

    private volatile bool _draining = standing.IsStandby;

    /// <summary>Whether the agent accepts nothing because it is about to stop, or only stands by.</summary>
    public bool IsDraining => _draining;

    /// <summary>Attempts accepted and not ended.</summary>
    public int InUse => journal.Attempts.Count(attempt => !attempt.Ended);

    /// <summary>Attempts that may run at the same time: none while draining, or while the outbox or the inventory is full.</summary>
    public int MaxConcurrent => _draining || outbox.IsFull ? 0 : Math.Min(options.Value.MaxConcurrent, Math.Max(0, MostAttempts - Ended));

    private int Ended => journal.Attempts.Count(attempt => attempt.Ended);

    /// <summary>Accepts nothing more until the program ends.</summary>
    public void Drain() => _draining = true;

    /// <summary>The same for the wire.</summary>
    public Capacity ToMessage()
    {
        var message = new Capacity { MaxConcurrent = (uint)MaxConcurrent, InUse = (uint)InUse, Kinds = { executor.Kinds }, QuotaTightest = executor.Room.Tightest };
        if (executor.Room.Workers is { } workers)
            message.QuotaWorkers = (uint)workers;
        return message;
    }
}
