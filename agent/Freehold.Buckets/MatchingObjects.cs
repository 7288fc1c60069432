using System.Runtime.CompilerServices;

namespace Freehold.Buckets;

/// <summary>Lists what a pattern means.</summary>
public static class MatchingObjects
{
    /// <summary>The objects that match, in no order. Nothing is asked for that does not begin as the pattern does.</summary>
    public static async IAsyncEnumerable<BucketObject> MatchAsync(
        this IBucket bucket, ObjectPattern pattern, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in bucket.ListAsync(pattern.LiteralPrefix, pattern.IsDeep, cancellationToken))
        {
            if (pattern.Matches(item.Name))
                yield return item;
        }
    }
}
