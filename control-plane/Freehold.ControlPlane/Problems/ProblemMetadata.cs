using Microsoft.AspNetCore.Mvc;

namespace Freehold.ControlPlane.Problems;

/// <summary>Says in the OpenAPI document which problems an endpoint answers with.</summary>
internal static class ProblemMetadata
{
    /// <param name="types">Those of its own; 401, 500 and 503 go without saying.</param>
    public static TBuilder Fails<TBuilder>(this TBuilder endpoint, params IReadOnlyList<ProblemType> types)
        where TBuilder : IEndpointConventionBuilder
    {
        foreach (var status in types.Select(type => type.Status).Distinct())
            endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(ProblemDetails), ["application/problem+json"]));
        return endpoint;
    }
}
