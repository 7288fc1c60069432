using System.Net;
using System.Net.Http.Headers;
using System.Text;
using k8s.Autorest;
using k8s.Models;

namespace k8s;

/// <summary>Sends requests to an API server and reads its answers.</summary>
public partial class Kubernetes : IKubernetes
{
    private readonly KubernetesClientConfiguration _config;
    private readonly ServerTrust _trust;
    private readonly SocketsHttpHandler _transport;

    public Kubernetes(KubernetesClientConfiguration config, params DelegatingHandler[] handlers)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(handlers);

        _config = config;
        var host = config.Host ?? throw new Exceptions.KubeConfigException("Host url must be set");
        BaseUri = new Uri(host.EndsWith('/') ? host : host + "/");

        _transport = new SocketsHttpHandler
        {
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            KeepAlivePingDelay = TimeSpan.FromMinutes(3),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(30),
            EnableMultipleHttp2Connections = true,
        };
        _trust = new ServerTrust(config);
        _trust.Apply(_transport.SslOptions);
        config.FirstMessageHandlerSetup?.Invoke(_transport);

        HttpMessageHandler first = _transport;
        foreach (var handler in handlers.Reverse())
        {
            handler.InnerHandler = first;
            first = handler;
        }

        HttpClient = new HttpClient(first, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
        HttpClient.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", config.UserAgent);
    }

    public Uri BaseUri { get; set; }

    public HttpClient HttpClient { get; protected set; }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;

        HttpClient.Dispose();
        _transport.Dispose();
        _trust.Dispose();
    }

    private static string Segment(string name) => Uri.EscapeDataString(name);

    private async Task<HttpOperationResponse<T>> SendAsync<T>(
        HttpMethod method,
        RequestAddress address,
        object body,
        IReadOnlyDictionary<string, IReadOnlyList<string>> headers,
        bool watch,
        CancellationToken cancellationToken)
    {
        using var limit = Limit(watch, cancellationToken);
        var answer = await SendRequestAsync(method, address, body, headers, limit.Token).ConfigureAwait(false);
        var result = new HttpOperationResponse<T> { Request = answer.RequestMessage, Response = answer };

        // The body of a watch comes as long as it is read.
        if (!watch)
        {
            var text = await answer.Content.ReadAsStringAsync(limit.Token).ConfigureAwait(false);
            result.Body = KubernetesJson.Deserialize<T>(text);
        }

        return result;
    }

    private async Task<HttpOperationResponse<Stream>> SendForStreamAsync(
        HttpMethod method,
        RequestAddress address,
        IReadOnlyDictionary<string, IReadOnlyList<string>> headers,
        bool mayTakeLong,
        CancellationToken cancellationToken)
    {
        using var limit = Limit(mayTakeLong, cancellationToken);
        var answer = await SendRequestAsync(method, address, body: null, headers, limit.Token).ConfigureAwait(false);
        return new()
        {
            Request = answer.RequestMessage,
            Response = answer,
            Body = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false),
        };
    }

    private CancellationTokenSource Limit(bool none, CancellationToken cancellationToken)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (!none)
            limit.CancelAfter(_config.HttpClientTimeout);
        return limit;
    }

    private async Task<HttpResponseMessage> SendRequestAsync(
        HttpMethod method,
        RequestAddress address,
        object body,
        IReadOnlyDictionary<string, IReadOnlyList<string>> headers,
        CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(method, new Uri(BaseUri, address.ToString()));
        if (BaseUri.Scheme == Uri.UriSchemeHttps && !_config.DisableHttp2)
            request.Version = HttpVersion.Version20;
        foreach (var header in headers ?? new Dictionary<string, IReadOnlyList<string>>())
            request.Headers.TryAddWithoutValidation(header.Key, header.Value);

        var sent = body is null ? null : KubernetesJson.Serialize(body);
        if (sent is not null)
            request.Content = new StringContent(sent, Encoding.UTF8) { Headers = { ContentType = ContentTypeOf(body) } };

        if (_config.TokenProvider is { } tokens)
            request.Headers.Authorization = await tokens.GetAuthenticationHeaderAsync(cancellationToken).ConfigureAwait(false);
        else if (!string.IsNullOrWhiteSpace(_config.AccessToken))
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _config.AccessToken);
        if (!string.IsNullOrWhiteSpace(_config.TlsServerName))
            request.Headers.Host = _config.TlsServerName;

        var answer = await HttpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (answer.IsSuccessStatusCode)
            return answer;

        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            throw new HttpOperationException($"Operation returned an invalid status code '{answer.StatusCode}', response body {text}")
            {
                Request = new HttpRequestMessageWrapper(request, sent),
                Response = new HttpResponseMessageWrapper(answer, text),
            };
        }
    }

    private static MediaTypeHeaderValue ContentTypeOf(object body) => new((body as V1Patch)?.Type switch
    {
        null => "application/json",
        V1Patch.PatchType.JsonPatch => "application/json-patch+json",
        V1Patch.PatchType.MergePatch => "application/merge-patch+json",
        V1Patch.PatchType.StrategicMergePatch => "application/strategic-merge-patch+json",
        _ => "application/apply-patch+yaml",
    });
}
