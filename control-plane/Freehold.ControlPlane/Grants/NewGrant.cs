namespace Freehold.ControlPlane.Grants;

/// <summary>Asks an agent for short-lived access to a part of its owner's stores.</summary>
public sealed record NewGrant
{
    /// <summary>Label of the agent that is to make the credentials.</summary>
    public required string Agent { get; init; }

    /// <summary><c>read</c>: list and read under the prefix. <c>write</c>: write under it, and read nothing.</summary>
    public required string Access { get; init; }

    /// <summary>Beginning of object addresses, with a <c>/</c> at the end: <c>s3://results/customers/</c>. At most 1,024 bytes.</summary>
    public required string Prefix { get; init; }

    /// <summary>How long the credentials are to last, from <c>15m</c> to <c>12h</c>; the agent may make it less. Default <c>1h</c>.</summary>
    public string Lifetime { get; init; } = "1h";

    /// <summary>P-256 public key of whoever is to read them: SubjectPublicKeyInfo (DER) in base64.</summary>
    public required string RecipientKey { get; init; }
}
