namespace Freehold.Buckets;

/// <summary>Why a store refused or failed: a closed list.</summary>
public enum BucketError
{
    /// <summary>No object of that name.</summary>
    NotFound,

    /// <summary>The caller has not the right.</summary>
    Denied,

    /// <summary>No space, or a quota is used up.</summary>
    Full,

    /// <summary>An object cannot be written at this name, for example because a file lies where a folder would have to be.</summary>
    Unwritable,

    /// <summary>The store could not be reached, or failed in another way. Trying again may help.</summary>
    Unavailable,
}
