using Freehold.Protocol.V1;

namespace Freehold.Agent.Events;

/// <summary>One event in the outbox. Touched only while holding the outbox's lock.</summary>
internal sealed class OutboxEvent(JobEvent jobEvent)
{
    public JobEvent Event { get; } = jobEvent;

    /// <summary>Serialized size in bytes.</summary>
    public int Bytes { get; } = jobEvent.CalculateSize();

    /// <summary>Flushed to the journal.</summary>
    public bool IsOnDisk { get; set; }

    /// <summary>The disk keeps refusing it, and it matters more that the control plane hears of it.</summary>
    public bool IsSentFromMemory { get; set; }

    /// <summary>The control plane may have it: its content is fixed for ever.</summary>
    public bool WasSent { get; set; }
}
