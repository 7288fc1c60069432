using Freehold.Agent.Leadership;

namespace Freehold.Agent.Kubernetes;

/// <summary>
/// Lets a replica change what belongs to the agent only while it leads. It is asked right before each request goes out: what had to wait
/// for its turn, or slept with its process, may be another replica's business by then.
/// </summary>
internal sealed class LeaderWrites(LeadTerm term) : DelegatingHandler
{
    // A Lease is how one becomes the leader; reviews and dry runs change nothing.
    private static readonly string[] Free = ["/apis/coordination.k8s.io/", "/apis/authorization.k8s.io/"];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        term.IsOn || request.Method == HttpMethod.Get || IsFree(request.RequestUri!)
            ? base.SendAsync(request, cancellationToken)
            : throw new HttpRequestException(HttpRequestError.Unknown, "This replica does not lead any more.");

    private static bool IsFree(Uri address) =>
        Array.Exists(Free, path => address.AbsolutePath.Contains(path, StringComparison.Ordinal))
        || address.Query.Contains("dryRun=All", StringComparison.Ordinal);
}
