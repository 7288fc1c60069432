using System.Runtime.InteropServices;
using Freehold.Agent.Assignments;
using Freehold.Protocol.V1;

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

/// <summary>What the control plane has of an attempt that was rebuilt.</summary>
/// <param name="Sequence">Its events up to here; 0: none.</param>
/// <param name="Started">Whether a <c>started</c> is among them.</param>
/// <param name="WaitsFor">What it waits for as far as the control plane knows; unspecified when it does not.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StoredEvents(AttemptId Attempt, ulong Sequence, bool Started, WaitingReason WaitsFor);
