using System.Runtime.InteropServices;
using Freehold.Agent.Assignments;

namespace Freehold.Agent.Events;

/// <summary>How much waits for acknowledgement.</summary>
/// <param name="Age">Of the oldest event; null when there is none.</param>
/// <param name="Bytes">Serialized size of all of them.</param>
/// <param name="IsFull">Whether the agent has to stop accepting work.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct OutboxLoad(int Events, TimeSpan? Age, long Bytes, bool IsFull);

/// <summary>The control plane has stored the events of this attempt up to this sequence.</summary>
/// <param name="EndIsMissing">It says that it knows of no end among them.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AcknowledgedEvents(AttemptId Attempt, ulong Sequence, bool EndIsMissing = false);
