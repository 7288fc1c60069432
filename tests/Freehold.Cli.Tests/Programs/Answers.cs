using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Freehold.Cli.Tests.Programs;

/// <summary>What a control plane answers.</summary>
internal static class Answers
{
    public const string JobId = "0197a000-0000-7000-8000-000000000001";

    public static string Job(string state, string more = "") =>
        $$"""{"id":"{{JobId}}","kind":"transform","agent":"eu-bank","state":"{{state}}","attempt":1,"priority":50,"submittedAt":"2026-01-02T03:04:05Z"{{more}}}""";

    public static async Task JsonAsync(HttpContext context, string json, int status = 200, string mediaType = "application/json")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = mediaType;
        await context.Response.WriteAsync(json);
    }

    public static Task ProblemAsync(HttpContext context, int status, string title, string more = "") =>
        JsonAsync(context, $$"""{"type":"https://example.com/problem","title":"{{title}}","status":{{status}}{{more}}}""", status, "application/problem+json");

    /// <summary>Sends events; the stream stays open until the answer ends.</summary>
    public static async Task EventsAsync(HttpContext context, int firstId, params string[] jobs)
    {
        context.Response.ContentType = "text/event-stream";
        foreach (var (index, job) in jobs.Index())
            await context.Response.WriteAsync($"id: {(firstId + index).ToString(CultureInfo.InvariantCulture)}\nevent: job\ndata: {job}\n\n");
        await context.Response.Body.FlushAsync();
    }

    public static bool IsWatch(this HttpContext context) => context.Request.Path.Value!.EndsWith("/watch", StringComparison.Ordinal);
}
