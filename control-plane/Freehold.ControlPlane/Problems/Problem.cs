using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Freehold.ControlPlane.Problems;

/// <summary>Makes answers of problem types.</summary>
internal static class Problem
{
    /// <param name="detail">What is wrong this time and what to do; holds nothing secret.</param>
    public static ProblemHttpResult Of(ProblemType type, string? detail = null, params ReadOnlySpan<KeyValuePair<string, object?>> more)
    {
        var details = new ProblemDetails { Type = type.Uri, Title = type.Title, Status = type.Status, Detail = detail };
        foreach (var (name, value) in more)
            details.Extensions[name] = value;
        return TypedResults.Problem(details);
    }

    public static ProblemHttpResult NotFound(string what) => Of(ProblemTypes.NotFound, $"There is no such {what}, or it is not yours to see.");
}
