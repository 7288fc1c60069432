namespace Freehold.ControlPlane.AgentStreams;

/// <summary>Why a stream ended: a closed list. Stored by the names of <see cref="SessionEndings"/>.</summary>
internal enum SessionEnding
{
    /// <summary>The agent closed it in good order.</summary>
    AgentLeft,

    /// <summary>The network, or the agent's process, broke.</summary>
    Broken,

    /// <summary>Nothing, not even a heartbeat, came for too long.</summary>
    Silent,

    /// <summary>Another stream of the agent took its place.</summary>
    Replaced,

    /// <summary>The agent may not connect any more.</summary>
    Refused,

    /// <summary>This replica of the control plane stops.</summary>
    ControlPlaneStopping,

    /// <summary>The agent does not read what is sent to it.</summary>
    NotReading,

    /// <summary>The agent sent what the protocol forbids.</summary>
    BrokeProtocol,

    /// <summary>The control plane could not go on: its database is away.</summary>
    ControlPlaneUnwell,
}

internal static class SessionEndings
{
    /// <summary>The word in <c>agent_sessions.ending</c>.</summary>
    public static string Name(this SessionEnding ending) => ending switch
    {
        SessionEnding.AgentLeft => "agent_left",
        SessionEnding.Broken => "broken",
        SessionEnding.Silent => "silent",
        SessionEnding.Replaced => "replaced",
        SessionEnding.Refused => "refused",
        SessionEnding.ControlPlaneStopping => "control_plane_stopping",
        SessionEnding.NotReading => "not_reading",
        SessionEnding.BrokeProtocol => "broke_protocol",
        SessionEnding.ControlPlaneUnwell => "control_plane_unwell",
        _ => throw new ArgumentOutOfRangeException(nameof(ending), ending, message: null),
    };
}
