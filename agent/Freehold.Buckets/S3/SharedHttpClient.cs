using Amazon.Runtime;

namespace Freehold.Buckets.S3;

/// <summary>One HTTP client for all connections, so that they share its pool.</summary>
internal sealed class SharedHttpClient : HttpClientFactory
{
    // .NET sends a body of up to so many bytes also after the request was refused (Expect: 100-continue notwithstanding)…
    private const int SentAnyway = 1024;

    // A part of 8 MiB may take this long; silence inside a download is watched by ourselves.
    private static readonly TimeSpan RequestLimit = TimeSpan.FromMinutes(5);

    private static readonly HttpClient Client = new(new CloseAfterSmallWrites(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(15), // stores change their addresses
    }))
    {
        Timeout = RequestLimit,
    };

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => Client;

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    /// <summary>
    /// …and Ceph's gateway then takes that body for the begin of the next request on the connection: whoever comes next gets 405, or
    /// no answer. So at endpoints other than AWS's a small write has a connection of its own.
    /// </summary>
    private sealed class CloseAfterSmallWrites(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Content?.Headers.ContentLength is > 0 and <= SentAnyway
                && request.RequestUri?.Host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase) is not true)
                request.Headers.ConnectionClose = true;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
