using System.Net;
using System.Text;
using System.Text.Json;

namespace Freehold.Cli.Api;

/// <summary>Turns an answer that is no success into what a person needs to read: the server's RFC 9457 problem, if it sent one.</summary>
internal static class ServerAnswer
{
    public static async Task<Exception> FailureOfAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var problem = await ReadProblemAsync(response, cancellationToken);
        if (problem?.Problems is { Count: > 0 } problems)
            return new DocumentRefusedException(problems);

        var said = problem is null ? "" : Sentence(problem);
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => new CommandFailedException(ExitCode.NotAllowed, With(
                "The control plane does not accept your token.", said, "Sign in again: freehold login URL")),
            HttpStatusCode.Forbidden => new CommandFailedException(ExitCode.NotAllowed, With("Your token may not do this.", said)),
            HttpStatusCode.TooManyRequests => new CommandFailedException(ExitCode.Unreachable, With("The control plane has too many requests.", said, "Try again later.")),
            >= HttpStatusCode.InternalServerError => new CommandFailedException(ExitCode.Unreachable, With(
                $"The control plane cannot answer now (status {(int)response.StatusCode}).", said, "Try again later.",
                problem?.CorrelationId is { } id ? $"Its operator finds the request by {id}." : "")),
            _ => new CommandFailedException(ExitCode.Usage, said.Length > 0 ? said : $"The control plane refused the request (status {(int)response.StatusCode})."),
        };
    }

    private static async Task<ProblemView?> ReadProblemAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentType?.MediaType is not ("application/problem+json" or "application/json"))
            return null;

        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            return await JsonSerializer.DeserializeAsync<ProblemView>(body, Json.Options, cancellationToken);
        }
        catch (JsonException)
        {
            return null; // a proxy's page; the status says enough
        }
    }

    private static string Sentence(ProblemView problem) => (problem.Title, problem.Detail) switch
    {
        ({ } title, { Length: > 0 } detail) => detail.StartsWith(title, StringComparison.OrdinalIgnoreCase) ? detail : $"{title.TrimEnd('.')}: {detail}",
        ({ } title, _) => title,
        (_, { } detail) => detail,
        _ => "",
    };

    private static string With(params ReadOnlySpan<string> sentences)
    {
        var text = new StringBuilder();
        foreach (var sentence in sentences)
        {
            if (sentence.Length > 0)
                text.Append(text.Length > 0 ? " " : "").Append(sentence);
        }

        return text.ToString();
    }
}
