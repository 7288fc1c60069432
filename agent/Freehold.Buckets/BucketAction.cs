namespace Freehold.Buckets;

/// <summary>What was being done when a store refused: a right that can be given.</summary>
public enum BucketAction
{
    /// <summary>Reading an object.</summary>
    Read,

    /// <summary>Listing a prefix.</summary>
    List,

    /// <summary>Writing an object.</summary>
    Write,

    /// <summary>Deleting an object.</summary>
    Delete,
}
