using System.Text.RegularExpressions;
using Freehold.JobContract.Failures;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>
/// Reads from what the kubelet says of a pull what the registry's answer was, as one word of a closed list. Pure; the sentence itself
/// names hosts and addresses and stays here.
/// </summary>
/// <remarks>
/// The texts are those of containerd, CRI-O and the registries behind them. None of the patterns can be a part of an image's name, which
/// the sentence quotes.
/// </remarks>
internal static partial class PullReply
{
    /// <summary>Empty when the text says nothing that is known.</summary>
    public static string Of(string? text) => text switch
    {
        null or "" => "",
        // Before the others: a registry that turns too many requests away does so with an answer about rights, too.
        _ when Limited().IsMatch(text) => FailureDetail.RateLimited,
        _ when Untrusted().IsMatch(text) => FailureDetail.Untrusted,
        _ when Denied().IsMatch(text) => FailureDetail.Unauthorized,
        _ when Missing().IsMatch(text) => FailureDetail.NotFound,
        _ when Unreached().IsMatch(text) => FailureDetail.Unreachable,
        _ => "",
    };

    [GeneratedRegex("429 Too Many Requests|toomanyrequests: |too many requests|rate limit exceeded", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Limited();

    [GeneratedRegex("x509: |certificate signed by unknown authority|server gave HTTP response to HTTPS client|tls: failed to verify", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Untrusted();

    [GeneratedRegex("401 Unauthorized|403 Forbidden|pull access denied|insufficient_scope: |unauthorized: |denied: |no basic auth credentials|authentication required|authorization failed", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Denied();

    [GeneratedRegex(@": not found\b|404 Not Found|manifest unknown|name unknown|no such image|repository does not exist|no match for platform", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Missing();

    [GeneratedRegex(@"dial tcp|no such host|connection refused|connection reset|i/o timeout|handshake timeout|context deadline exceeded|network is unreachable|no route to host|unexpected EOF|50[0234] (Internal|Bad|Service|Gateway)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Unreached();
}
