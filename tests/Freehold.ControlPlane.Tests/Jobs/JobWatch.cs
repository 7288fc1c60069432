using System.Net;
using System.Text.Json.Nodes;
using Freehold.ControlPlane.Tests.Startup;
using Freehold.Testing;

namespace Freehold.ControlPlane.Tests.Jobs;

internal sealed record JobServerEventRead(string Id, JsonNode Job);

/// <summary>A client of server-sent events, as small as they come.</summary>
internal sealed class JobWatch(HttpResponseMessage response, StreamReader lines) : IDisposable
{
    public static async Task<JobWatch> OpenAsync(HttpClient http, Guid job, string? lastEventId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Requests.Jobs}/{job}/watch");
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/event-stream"));
        return new(response, new(await response.Content.ReadAsStreamAsync()));
    }

    /// <summary>The next event; null when the stream has ended.</summary>
    public async Task<JobServerEventRead?> NextAsync()
    {
        var id = "";
        while (await lines.ReadLineAsync().InTime() is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
                id = line[4..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
                return new(id, JsonNode.Parse(line[6..])!);
        }

        return null;
    }

    public void Dispose()
    {
        lines.Dispose();
        response.Dispose();
    }
}
