using Freehold.Protocol.V1;

namespace Freehold.ControlPlane.Grants;

/// <summary>The words for why an agent made no credentials, and what they mean to people.</summary>
internal static class GrantRefusals
{
    /// <summary>The word in <c>grants.refusal</c>; an unknown one, of a newer agent, is <c>refused</c>.</summary>
    public static string Name(GrantRefusal refusal) => refusal switch
    {
        GrantRefusal.NotAllowed => "not_allowed",
        GrantRefusal.Recipient => "recipient",
        GrantRefusal.NoConnection => "no_connection",
        GrantRefusal.CannotNarrow => "cannot_narrow",
        GrantRefusal.Store => "store",
        GrantRefusal.Invalid => "invalid",
        _ => "refused",
    };

    /// <summary>A refusal as the API shows it.</summary>
    public static GrantRefusalView View(string code) => code switch
    {
        "not_allowed" => new(code, "The agent's owner allows no such grant under this prefix.",
            "Ask whoever runs the agent to add the prefix to Grants:Read or Grants:Write."),
        "recipient" => new(code, "The agent's owner does not trust the recipient's key.",
            "Have whoever runs the agent add its fingerprint (freehold grants key) to Grants:Recipients."),
        "no_connection" => new(code, "The agent has no connection to this store.", "Check the prefix, or add the store to the agent's Buckets."),
        "cannot_narrow" => new(code, "The store can make no credentials for this prefix alone, as the agent reaches it.",
            "See the table in docs/grants.md: S3 needs a RoleArn on the agent's connection, an Azure container without folders of its own is granted whole."),
        "store" => new(code, "The store refused to make the credentials, or could not be reached.",
            "Look at the agent's log; its identity needs the right to assume the role, or to sign."),
        "invalid" => new(code, "The agent could not read the request.", "Check prefix and key; agent and control plane must be at most one version apart."),
        _ => new(code, "The agent refused.", "Look at the agent's log."),
    };
}
