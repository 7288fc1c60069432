namespace Freehold.ControlPlane.Agents;

/// <summary>What people read about an agent that was turned away.</summary>
internal static class RefusalTexts
{
    /// <summary>Sentence and remedy for a reason as it is stored; never throws, also for words of a newer version.</summary>
    public static (string Sentence, string Remedy) Describe(string reason) => reason switch
    {
        "token_expired" => ("Its token has expired.", "Make a new token for it and put it into its configuration."),
        "token_revoked" => ("Its token was revoked.", "Make a new token for it, if it is still wanted."),
        "token_of_another_agent" => ("It came with the token of another agent.", "Give each agent the token made for its own label."),
        "agent_removed" => ("It was removed, but still runs.", "Stop it where it runs."),
        "session_replaced" => ("Another program took its place under the same replica name.",
            "Give every replica a name of its own, or stop the surplus one."),
        "replicas_exhausted" => ("One of its replicas is more than the entitlement has room for; the others work.",
            "Set fewer replicas, remove an agent that is not needed, or ask the vendor for more: freehold entitlement show."),
        "version" => ("Its version is too far from the control plane's.", "Upgrade it to the control plane's version."),
        _ => ("It was turned away.", "Look at its log; it tells the same reason."),
    };
}
