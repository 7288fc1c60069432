namespace Freehold.Buckets;

/// <summary>Why a store refused or failed: a closed list.</summary>
public enum BucketError
{
    /// <summary>No object of that name.</summary>
    NotFound,

    /// <summary>No such bucket or container.</summary>
    BucketNotFound,

    /// <summary>The bucket lies in another region than the connection says.</summary>
    WrongRegion,

    /// <summary>The caller is known and has not the right.</summary>
    Denied,

    /// <summary>The store does not know the key, or the signature is wrong.</summary>
    BadCredentials,

    /// <summary>The credentials were good once.</summary>
    ExpiredCredentials,

    /// <summary>Neither the connection nor the surroundings have any credentials.</summary>
    NoCredentials,

    /// <summary>This machine's clock is too far from the store's.</summary>
    ClockSkewed,

    /// <summary>The encryption that was asked for is refused: by the store, or by the key's own rules.</summary>
    EncryptionRefused,

    /// <summary>The object changed while it was read.</summary>
    Changed,

    /// <summary>What arrived is not what the store holds, by its checksum.</summary>
    Corrupted,

    /// <summary>The name would mean something else as a path.</summary>
    UnsafeName,

    /// <summary>A pipe, socket, device or folder, or a link that leads out of the folder that the address names.</summary>
    NotAFile,

    /// <summary>No space, or a quota is used up.</summary>
    Full,

    /// <summary>An object cannot be written at this name, for example because a file lies where a folder would have to be.</summary>
    Unwritable,

    /// <summary>Nothing answers at the store's address.</summary>
    Unreachable,

    /// <summary>The store failed or broke off, also when asked again. Trying later may help.</summary>
    Unavailable,
}
