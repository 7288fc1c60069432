namespace Freehold.ControlPlane.Waits;

/// <summary>Why a job does not run yet.</summary>
/// <param name="Reason">
/// From a closed list: <c>retry_pause</c>, <c>agent_never_connected</c>, <c>agent_disconnected</c>, <c>agent_takes_nothing</c>,
/// <c>agent_cannot_run_kind</c>, <c>entitlement</c>, <c>slot</c>, <c>queue</c>, <c>confirmation</c>, <c>start</c>, and what an agent reports: <c>policy</c>, <c>quota</c>,
/// <c>node</c>, <c>image</c>.
/// </param>
/// <param name="Sentence">The same for people, with what to do where somebody can.</param>
/// <param name="Since">Since when this is so; absent when that is not known.</param>
/// <param name="Until">When it ends by itself; absent when nobody knows.</param>
/// <param name="Ahead">Jobs of this agent that come first; at most 1,000 are counted. Absent when it does not stand in the queue.</param>
/// <param name="Holders">With <c>slot</c>: who has the agent's slots, longest first, at most 20.</param>
public sealed record WaitView(
    string Reason, string Sentence, DateTimeOffset? Since = null, DateTimeOffset? Until = null, int? Ahead = null,
    IReadOnlyList<SlotHolderView>? Holders = null);

/// <summary>Who has the slots of an agent.</summary>
/// <param name="Holders">Longest first, at most 20.</param>
/// <param name="Most">Slots that the agent has; absent when it never connected.</param>
public sealed record AgentSlotsView(IReadOnlyList<SlotHolderView> Holders, int? Most = null);

/// <summary>An attempt that has a slot of its agent. Slots are counted from these, never kept.</summary>
/// <param name="Job">The job's id.</param>
/// <param name="Name">The job's name, if it has one.</param>
/// <param name="Kind">The job's kind.</param>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="State">State of the job.</param>
/// <param name="Since">When the attempt was handed to the agent.</param>
public sealed record SlotHolderView(Guid Job, string? Name, string Kind, int Attempt, string State, DateTimeOffset Since);
