using System.Text;
using Freehold.ControlPlane.Problems;
using Freehold.JobContract.Documents;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Freehold.ControlPlane.Submission;

/// <summary>Reads a job document from a request.</summary>
internal static class DocumentBody
{
    /// <summary>What a body may be; JSON is YAML too, so that one reader does for all.</summary>
    public static readonly string[] ContentTypes = ["application/json", "application/yaml", "application/x-yaml", "text/yaml"];

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Longest body with many documents, in bytes.</summary>
    public const int MaxBytesOfMany = 4 * 1024 * 1024;

    /// <summary>Reads the text of one document.</summary>
    /// <returns>The text, or the problem to answer with.</returns>
    public static Task<(string? Text, ProblemHttpResult? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellationToken) =>
        ReadAsync(request, JobDocument.MaxBytes, cancellationToken);

    /// <summary>Reads the text of many documents.</summary>
    /// <returns>The text, or the problem to answer with.</returns>
    public static Task<(string? Text, ProblemHttpResult? Problem)> ReadManyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        // One byte more, so that the limit is told by us.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MaxBytesOfMany + 1;
        return ReadAsync(request, MaxBytesOfMany, cancellationToken);
    }

    private static async Task<(string? Text, ProblemHttpResult? Problem)> ReadAsync(
        HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !ContentTypes.Contains(type.MediaType.ToString(), StringComparer.OrdinalIgnoreCase))
        {
            return (null, Problem.Of(ProblemTypes.UnsupportedMediaType, $"Send the job document as {string.Join(" or ", ContentTypes[..2])}."));
        }

        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        if (body.Length > maxBytes)
            return (null, Problem.Of(ProblemTypes.BodyTooLarge, $"A body may have at most {maxBytes / 1024} KiB."));

        try
        {
            return (Strict.GetString(body.GetBuffer(), 0, (int)body.Length), null);
        }
        catch (DecoderFallbackException)
        {
            return (null, Problem.Of(ProblemTypes.InvalidBody, "The body is not UTF-8."));
        }
    }
}
