namespace Freehold.ControlPlane.Agents;

/// <summary>What people read about what is wrong with an agent. Never throws, also for words of a newer version.</summary>
internal static class ConditionTexts
{
    /// <summary>Sentence and remedy for what an agent says of itself.</summary>
    public static (string Sentence, string Remedy) OfCondition(string code) => code switch
    {
        "journal_unavailable" => ("It cannot write its journal, and takes no new work.", "Make room on the disk of its state directory, and check its rights there."),
        "outbox_full" => ("Too many of its reports wait to be acknowledged, and it takes no new work.",
            "See whether the control plane stores events; if it does, this passes by itself."),
        "loop_stalled" => ("A part of it has made no progress for longer than it may.", "Restart it if this stays, and report it with the agent's log."),
        "executor_unavailable" => ("It cannot start workers, or look after them.", "Its log says why: check the worker's path and rights, or the cluster's API."),
        "clock_skewed" => ("Its clock is more than a minute off the control plane's.", "Set up time synchronization on its machine."),
        "orphans" => ("Its cluster runs what nobody has asked for, and it does not go away.",
            "Look at the Jobs and pods of its label: kubectl get jobs,pods -l freehold.io/agent=<label>; delete what is left over."),
        _ => ("It says that something is wrong with it that this version does not know.", "Look at its log, or upgrade the control plane."),
    };

    /// <summary>Sentence and remedy for what the control plane observed.</summary>
    public static (string Sentence, string Remedy) OfFinding(string code) => code switch
    {
        "event_conflict" => ("It sent an event again with other content; the first one counts.",
            "Its state directory may have been set back, or is used by two agents: give each its own."),
        "event_gap" => ("It sent events without one before them; they wait for it.", "If it stays, report it with the agent's log."),
        "inventory_conflict" => ("It holds an attempt that is not what was handed to it; that attempt was fenced.",
            "Its state directory was changed or comes from elsewhere: give it an empty one."),
        "foreign_attempt" => ("It reported on attempts that it was never given; nothing of it was taken.",
            "Its state directory comes from another agent or another control plane: give it an empty one."),
        "protocol_broken" => ("It sent what the protocol forbids; its stream was ended.", "Bring it to the control plane's version; if it stays, report it."),
        "clock_skewed" => ("Its clock is more than a minute off the control plane's.", "Set up time synchronization on its machine."),
        "event_flood" => ("It sent more events at once than it may; its stream was ended.", "Bring it to the control plane's version; if it stays, report it."),
        _ => ("Something was held against it that this version does not know.", "Upgrade the control plane."),
    };
}
