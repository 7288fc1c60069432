using System.Runtime.InteropServices;

namespace Freehold.ControlPlane.Dispatch;

/// <summary>What the dispatcher is to do for an agent.</summary>
internal enum ErrandKind
{
    /// <summary>Hand out queued jobs, as many as it has room for.</summary>
    HandOut,

    /// <summary>Send the cancellations that were asked for.</summary>
    Cancel,

    /// <summary>Send the grants that people ask it for.</summary>
    AskForGrants,
}

/// <summary>One thing to look at; a repeat of it says nothing new.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DispatchErrand(ErrandKind Kind, Guid AgentId);
