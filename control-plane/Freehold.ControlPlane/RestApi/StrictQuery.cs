using System.Reflection;
using Freehold.ControlPlane.Problems;
using Freehold.JobContract.Documents;
using Microsoft.AspNetCore.Mvc;

namespace Freehold.ControlPlane.RestApi;

/// <summary>
/// Refuses query parameters that the endpoint does not have: a mistyped filter would otherwise answer with everything.
/// </summary>
internal static class StrictQuery
{
    public static EndpointFilterDelegate Filter(EndpointFilterFactoryContext endpoint, EndpointFilterDelegate next)
    {
        var known = endpoint.MethodInfo.GetParameters()
            .Select(parameter => (parameter, query: parameter.GetCustomAttribute<FromQueryAttribute>()))
            .Where(each => each.query is not null)
            .Select(each => each.query!.Name ?? each.parameter.Name!)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

        return async context =>
        {
            var unknown = context.HttpContext.Request.Query.Keys.FirstOrDefault(name => !known.Contains(name));
            return unknown is null
                ? await next(context)
                : Problem.Of(ProblemTypes.UnknownParameter, $"There is no parameter {Shown(unknown)} here; {Hint(unknown, known)}");
        };
    }

    private static string Hint(string unknown, HashSet<string> known) => NearestName.Of(unknown, known) switch
    {
        { } nearest => $"did you mean {nearest}?",
        null when known.Count == 0 => "there are none.",
        null => $"there are {string.Join(", ", known)}.",
    };

    private static string Shown(string name) => name.Length <= 64 ? name : name[..64] + "…";
}
