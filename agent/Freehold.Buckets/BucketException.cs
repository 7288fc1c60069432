namespace Freehold.Buckets;

/// <summary>
/// A store refused or failed. The message names the object, who asked and what the store called it; nothing of the object's content and
/// no secret. What the client library of a store threw is not kept: its texts quote requests.
/// </summary>
public sealed class BucketException : Exception
{
    /// <summary>An error of the local file system.</summary>
    /// <param name="error">Why.</param>
    /// <param name="address">Address of the object concerned.</param>
    /// <param name="cause">What was thrown, if anything.</param>
    public BucketException(BucketError error, string address, Exception? cause = null)
        : base($"The store answered {error} for {address}.", cause)
    {
        Error = error;
        Address = address;
    }

    /// <summary>An error of a store elsewhere.</summary>
    internal BucketException(BucketError error, string address, BucketAction action, string identity, string answer)
        : base($"The store answered {error} for {address}: {action}{(identity.Length == 0 ? "" : $" as {identity}")} ({answer}).")
    {
        Error = error;
        Address = address;
        Action = action;
        Identity = identity;
        Answer = answer;
    }

    /// <summary>Why.</summary>
    public BucketError Error { get; }

    /// <summary>Address of the object concerned.</summary>
    public string Address { get; }

    /// <summary>What was being done; null where it says nothing.</summary>
    public BucketAction? Action { get; }

    /// <summary>Who asked: a role, an account, or the hint of an access key, never the key. Empty when nobody knows.</summary>
    public string Identity { get; } = "";

    /// <summary>The store's own words for it: status, code and the number of the request, for its operators. Empty for files.</summary>
    public string Answer { get; } = "";
}
