using System.Text.RegularExpressions;

namespace Freehold.JobContract.Documents;

/// <summary>What an input or output URI may look like.</summary>
public static partial class ObjectUri
{
    /// <summary>Schemes of the documented stores.</summary>
    public static IReadOnlyList<string> Schemes { get; } = ["file", "s3", "az", "gs"];

    /// <summary>Tells whether a URI can be opened by this version, and if not why; the reason never quotes credentials.</summary>
    public static bool IsValid(string uri, out string reason)
    {
        var end = uri.IndexOf("://", StringComparison.Ordinal);
        var scheme = end < 0 ? "" : uri[..end];
        var rest = end < 0 ? uri : uri[(end + 3)..];

        reason = scheme switch
        {
            "" => "must be a URI such as file:///data/*.csv",
            _ when !Schemes.Contains(scheme, StringComparer.Ordinal) => $"must begin with one of {string.Join(", ", Schemes.Select(known => known + "://"))}",
            "file" when !rest.StartsWith('/') => "must be an absolute path: file:///data/people.csv",
            _ when HoldsCredentials(scheme, rest) => "must not hold credentials; they belong to the worker's surroundings",
            _ when rest.Split('/').Any(segment => segment is "..") => "must not hold ..",
            "file" => "",
            _ when rest.Contains("//", StringComparison.Ordinal) || rest.Split('/').Contains(".", StringComparer.Ordinal) => "must not hold // or segments of one dot",
            "az" => AzurePlace().IsMatch(rest) ? "" : "must be az://account/container/path",
            _ => BucketPlace().IsMatch(rest) ? "" : $"must be {scheme}://bucket/path",
        };
        return reason.Length == 0;
    }

    // user:password@host, or a signature where a web address has its query.
    private static bool HoldsCredentials(string scheme, string rest) =>
        scheme is not "file"
        && (rest.Split('/')[0].Contains('@', StringComparison.Ordinal)
            || rest.Contains("sig=", StringComparison.OrdinalIgnoreCase) && rest.Contains('?', StringComparison.Ordinal)
            || rest.Contains("X-Amz-Signature=", StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9](/|\z)", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex BucketPlace();

    [GeneratedRegex(@"^[a-z0-9]{3,24}/([a-z0-9][a-z0-9-]{1,61}[a-z0-9]|\$root|\$web)(/|\z)", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex AzurePlace();
}
