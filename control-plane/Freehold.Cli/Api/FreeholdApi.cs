using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Freehold.Cli.SignIn;

namespace Freehold.Cli.Api;

/// <summary>
/// The control plane's REST API for one signed-in person. Every failure that can be expected of a network and a server is a
/// <see cref="CommandFailedException"/> that says what to do.
/// </summary>
internal sealed class FreeholdApi : IDisposable
{
    private readonly Uri _server;
    private readonly HttpClient _http;

    public FreeholdApi(Connection connection)
    {
        _server = connection.Server;
        // A watch has no end of its own; each other call is short, and the caller's token can end it.
        _http = new HttpClient(ServerTrust.CreateHandler(connection)) { BaseAddress = new Uri(connection.Server, "api/v1/"), Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", connection.Token);
        _http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("freehold-cli");
    }

    public Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(() => new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);

    public Task<JsonElement> PostAsync(string path, object? body, CancellationToken cancellationToken) =>
        SendAsync(() => new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : JsonContent(body) }, cancellationToken);

    public Task<JsonElement> PutAsync(string path, object body, CancellationToken cancellationToken) =>
        SendAsync(() => new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent(body) }, cancellationToken);

    /// <param name="request">Called once for each try, since a request can be sent only once.</param>
    public async Task<JsonElement> SendAsync(Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        try
        {
            using var message = request();
            using var response = await _http.SendAsync(message, limit.Token);
            if (!response.IsSuccessStatusCode)
                throw await ServerAnswer.FailureOfAsync(response, limit.Token);

            if (response.Content.Headers.ContentLength is 0)
                return default;

            await using var body = await response.Content.ReadAsStreamAsync(limit.Token);
            return (await JsonDocument.ParseAsync(body, default, limit.Token)).RootElement;
        }
        catch (Exception e) when (NetworkFailure.Explains(e, cancellationToken))
        {
            throw NetworkFailure.Of(_server, e);
        }
    }

    /// <summary>Server-sent events from a path until the server ends the stream.</summary>
    /// <param name="lastEventId">Where an earlier stream broke off; null for a first one.</param>
    public async IAsyncEnumerable<SseItem<string>> WatchAsync(
        string path, string? lastEventId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, path);
        message.Headers.Accept.Clear();
        message.Headers.Accept.ParseAdd("text/event-stream");
        if (lastEventId is not null)
            message.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);

        using var response = await OpenAsync(message, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        await using var events = SseParser.Create(body).EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);

        while (await MoveNextAsync(events, cancellationToken))
            yield return events.Current;
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> OpenAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        try
        {
            var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.IsSuccessStatusCode)
                return response;

            using (response)
                throw await ServerAnswer.FailureOfAsync(response, cancellationToken);
        }
        catch (Exception e) when (NetworkFailure.Explains(e, cancellationToken))
        {
            throw NetworkFailure.Of(_server, e);
        }
    }

    private async Task<bool> MoveNextAsync(IAsyncEnumerator<SseItem<string>> events, CancellationToken cancellationToken)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (Exception e) when (NetworkFailure.Explains(e, cancellationToken))
        {
            throw NetworkFailure.Of(_server, e);
        }
    }

    private static ByteArrayContent JsonContent(object body) =>
        new(JsonSerializer.SerializeToUtf8Bytes(body, Json.Options)) { Headers = { ContentType = new("application/json") } };
}
