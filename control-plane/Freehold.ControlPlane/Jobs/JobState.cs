namespace Freehold.ControlPlane.Jobs;

/// <summary>Where a job stands. Stored and shown by the names of <see cref="JobStates"/>: members may be added, never renamed.</summary>
internal enum JobState
{
    /// <summary>Waits for its agent to have room, or for its next attempt's time.</summary>
    Queued,

    /// <summary>Handed to its agent; nothing is known to run yet.</summary>
    Assigned,

    /// <summary>The agent has it and waits for something, see the waiting reason.</summary>
    Waiting,

    /// <summary>The worker runs.</summary>
    Running,

    /// <summary>Final: the output is committed.</summary>
    Succeeded,

    /// <summary>Final: no attempt succeeded and none is left.</summary>
    Failed,

    /// <summary>Final: ended on request. It may have committed its output before.</summary>
    Cancelled,

    /// <summary>Final: the agent will not run it, by policy or because it cannot.</summary>
    Rejected,

    /// <summary>Final: it waited for longer than it may.</summary>
    Expired,
}

/// <summary>The words for states, the same in the database, the API, the console and the docs.</summary>
internal static class JobStates
{
    /// <summary>For example <c>queued</c>.</summary>
    public static string Name(this JobState state) => state switch
    {
        JobState.Queued => "queued",
        JobState.Assigned => "assigned",
        JobState.Waiting => "waiting",
        JobState.Running => "running",
        JobState.Succeeded => "succeeded",
        JobState.Failed => "failed",
        JobState.Cancelled => "cancelled",
        JobState.Rejected => "rejected",
        JobState.Expired => "expired",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, message: null),
    };

    /// <summary>The state of a name as the database holds it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No state has this name.</exception>
    public static JobState Parse(string name)
    {
        foreach (var state in Enum.GetValues<JobState>())
        {
            if (state.Name() == name)
                return state;
        }

        throw new ArgumentOutOfRangeException(nameof(name), name, message: null);
    }
}
