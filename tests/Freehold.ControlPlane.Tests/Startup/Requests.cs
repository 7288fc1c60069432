using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Freehold.Testing;

namespace Freehold.ControlPlane.Tests.Startup;

/// <summary>Requests as scripts make them, and what came back.</summary>
internal static class Requests
{
    public const string Jobs = "/api/v1/projects/default/jobs";

    /// <summary>A document that is good; <paramref name="extra"/> is appended.</summary>
    public static string Document(string agent = "eu-bank", string extra = "") => $$"""
        kind: transform
        agent: {{agent}}
        input: file:///data/*.csv
        output: file:///out/
        spec:
          rules:
            - {columns: email, action: mask}
        {{extra}}
        """;

    public static async Task<Answer> ReadAsync(this HttpClient http, string path) =>
        await Answer.OfAsync(await http.GetAsync(new Uri(path, UriKind.Relative)).InTime());

    public static async Task<Answer> DropAsync(this HttpClient http, string path) =>
        await Answer.OfAsync(await http.DeleteAsync(new Uri(path, UriKind.Relative)).InTime());

    public static async Task<Answer> SendJsonAsync(this HttpClient http, string path, object? body = null) =>
        await Answer.OfAsync(await http.PostAsync(new Uri(path, UriKind.Relative), body is null ? null : JsonContent.Create(body)).InTime());

    /// <summary>Submits a document as YAML.</summary>
    public static async Task<Answer> SubmitAsync(
        this HttpClient http, string document, string? key = null, string path = Jobs, string contentType = "application/yaml")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(document, Encoding.UTF8, contentType) };
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await Answer.OfAsync(await http.SendAsync(request).InTime());
    }

    /// <summary>Adds an agent; the answer is its installation.</summary>
    public static async Task<JsonObject> AddAgentAsync(this HttpClient http, string label)
    {
        var answer = await http.SendJsonAsync("/api/v1/agents", new { label });
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created), answer.Text);
        return answer.Json;
    }
}
