namespace Freehold.Buckets.Narrowing;

/// <summary>Why credentials cannot be narrowed: a closed list.</summary>
public enum NarrowingObstacle
{
    /// <summary>The store has nothing of the kind: Google's S3 interface has no token service.</summary>
    NotOfferedByStore,

    /// <summary>The connection has no <c>RoleArn</c> that could be assumed with fewer rights.</summary>
    NoRole,

    /// <summary>The connection itself has only a shared access signature, and those cannot sign others.</summary>
    OnlyASignature,

    /// <summary>More prefixes than a session policy has room for (2,048 characters).</summary>
    TooManyPrefixes,

    /// <summary>The token service refused.</summary>
    Refused,
}
