namespace Freehold.Buckets.Narrowing;

/// <summary>How tight credentials are: what a person has to know before handing them on.</summary>
public enum NarrowingScope
{
    /// <summary>Exactly the prefixes that were asked for.</summary>
    Prefixes,

    /// <summary>One object.</summary>
    Object,

    /// <summary>Whole containers: the store cannot bind a signature to a prefix of a flat namespace.</summary>
    Containers,
}
