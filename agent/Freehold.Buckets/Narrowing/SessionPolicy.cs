using System.Text.Json;

namespace Freehold.Buckets.Narrowing;

/// <summary>
/// The policy of an assumed session: its rights are those that the role and this policy both give.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session
/// </summary>
internal static class SessionPolicy
{
    /// <summary>Longest policy that a token service takes, in characters.</summary>
    public const int MaxLength = 2048;

    private const string Arn = "arn:aws:s3:::";

    private static readonly string[] Reading = ["s3:GetObject"];

    // Its own output is read too: the commit of an earlier attempt, and what a killed one left behind.
    private static readonly string[] Writing = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"];

    /// <summary>The policy as JSON.</summary>
    public static string Of(NarrowingRequest request)
    {
        var read = request.Read.Select(BucketAddress.OfObjects).Select(address => (address.Bucket, Key: KeyPattern(address))).ToList();
        var write = request.Write.Select(BucketAddress.OfPrefix).Select(address => (address.Bucket, Key: KeyPattern(address))).ToList();

        var statements = new List<object>();
        if (read.Count > 0)
            statements.Add(new { Effect = "Allow", Action = Reading, Resource = read.Select(place => $"{Arn}{place.Bucket}/{place.Key}") });
        if (write.Count > 0)
            statements.Add(new { Effect = "Allow", Action = Writing, Resource = write.Select(place => $"{Arn}{place.Bucket}/{place.Key}") });

        statements.AddRange(read.Concat(write).GroupBy(place => place.Bucket, StringComparer.Ordinal).Select(bucket => (object)new
        {
            Effect = "Allow",
            Action = "s3:ListBucket",
            Resource = Arn + bucket.Key,
            Condition = new { StringLike = new Dictionary<string, object>(StringComparer.Ordinal) { ["s3:prefix"] = bucket.Select(place => place.Key).Distinct(StringComparer.Ordinal) } },
        }));

        return JsonSerializer.Serialize(new { Version = "2012-10-17", Statement = statements });
    }

    // One object, or everything that begins like a glob or a prefix.
    private static string KeyPattern(BucketAddress address)
    {
        var pattern = new ObjectPattern(address.Pattern);
        var literal = Escaped(address.Prefix + pattern.LiteralPrefix);
        return pattern.IsGlob || address.Pattern.Length == 0 ? literal + "*" : literal;
    }

    // In a policy these stand for others unless they are written as variables.
    private static string Escaped(string key) =>
        string.Concat(key.Select(character => character is '*' or '?' or '$' ? $"${{{character}}}" : $"{character}"));
}
