namespace Freehold.Buckets;

/// <summary>A store refused or failed. The message names the object and nothing of its content.</summary>
/// <param name="error">Why.</param>
/// <param name="address">Address of the object concerned.</param>
/// <param name="cause">What the store's client threw, if anything.</param>
public sealed class BucketException(BucketError error, string address, Exception? cause = null)
    : Exception($"The store answered {error} for {address}.", cause)
{
    /// <summary>Why.</summary>
    public BucketError Error { get; } = error;

    /// <summary>Address of the object concerned.</summary>
    public string Address { get; } = address;
}
