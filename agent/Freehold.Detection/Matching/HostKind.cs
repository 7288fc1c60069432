namespace Freehold.Detection.Matching;

/// <summary>What a text is as the name of a host.</summary>
internal enum HostKind
{
    /// <summary>It is none.</summary>
    None,

    /// <summary>It could be one, under no top-level domain that is known.</summary>
    Unknown,

    /// <summary>Its top-level domain is an everyday word as well, so <c>end.it</c> may be a missing blank.</summary>
    Everyday,

    /// <summary>It is one.</summary>
    Known,
}
