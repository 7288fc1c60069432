using System.Text.Json;
using System.Text.RegularExpressions;
using Freehold.ControlPlane.Database;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Freehold.ControlPlane.Problems;

/// <summary>Turns what an endpoint threw into an answer. The exception's text stays here: only the log has it.</summary>
internal sealed partial class UnhandledProblems(ILogger<UnhandledProblems> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        // The caller has gone; there is nobody to answer.
        if (exception is OperationCanceledException && context.RequestAborted.IsCancellationRequested)
            return true;

        await Answer(context, exception).ExecuteAsync(context);
        return true;
    }

    private ProblemHttpResult Answer(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case BadHttpRequestException { StatusCode: 413 }:
                return Problem.Of(ProblemTypes.BodyTooLarge, "A body may have at most 256 KiB.");
            case BadHttpRequestException { InnerException: JsonException json }:
                return Problem.Of(ProblemTypes.InvalidBody, Place(json));
            case BadHttpRequestException bad:
                return Problem.Of(ProblemTypes.OfStatus(bad.StatusCode), ParameterIn(bad.Message));
            case { } outage when DatabaseOutage.IsCauseOf(outage):
                log.DatabaseUnavailable(context.Request.Path, exception);
                return Problem.Of(ProblemTypes.Unavailable, "Try again in a moment.");
            default:
                log.Unhandled(context.Request.Method, context.Request.Path, exception);
                return Problem.Of(ProblemTypes.Internal, "It was logged with this correlation id; trying again may help.");
        }
    }

    // The exception's own text would name our types.
    private static string Place(JsonException json) =>
        $"It must be one JSON object with known keys only; the first problem is at {json.Path ?? "$"}, line {(json.LineNumber ?? 0) + 1}.";

    private static string ParameterIn(string message) =>
        Parameter().Match(message) is { Success: true } match ? $"{match.Groups["name"]} is missing or has a value of another type." : "It is malformed.";

    [GeneratedRegex("parameter \"[^\"]* (?<name>[^\" ]+)\"", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Parameter();
}
