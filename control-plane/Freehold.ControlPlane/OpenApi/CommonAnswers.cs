using System.Globalization;
using Freehold.ControlPlane.Problems;
using Freehold.Hosting.Correlation;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Freehold.ControlPlane.OpenApi;

/// <summary>What goes without saying in the code: every answer has a correlation id, and some problems can meet any request.</summary>
internal sealed class CommonAnswers : IOpenApiOperationTransformer
{
    private static readonly ProblemType[] Anywhere =
        [ProblemTypes.UnknownParameter, ProblemTypes.Unauthenticated, ProblemTypes.Internal, ProblemTypes.Unavailable];

    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var problem = await context.GetOrCreateSchemaAsync(typeof(Microsoft.AspNetCore.Mvc.ProblemDetails), null, cancellationToken);
        var responses = operation.Responses ??= [];
        foreach (var type in Anywhere)
        {
            responses.TryAdd(type.Status.ToString(CultureInfo.InvariantCulture), new OpenApiResponse
            {
                Description = type.Title,
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["application/problem+json"] = new() { Schema = problem } },
            });
        }

        foreach (var response in responses.Values.OfType<OpenApiResponse>())
        {
            response.Headers ??= new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal);
            response.Headers[CorrelationId.Header] = new OpenApiHeader
            {
                Description = "Identifies the request in logs, on jobs and in the worker.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            };
        }
    }
}
