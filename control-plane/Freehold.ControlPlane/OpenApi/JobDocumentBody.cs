using Freehold.ControlPlane.Submission;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Freehold.ControlPlane.OpenApi;

/// <summary>Describes the bodies and headers that endpoints read by themselves.</summary>
internal sealed class JobDocumentBody : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<AcceptsJobDocument>().Any())
        {
            var schema = new OpenApiSchema { Type = JsonSchemaType.Object, Description = "A job document, see docs/jobs.md; at most 256 KiB." };
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = DocumentBody.ContentTypes.ToDictionary(type => type, _ => new OpenApiMediaType { Schema = schema }, StringComparer.Ordinal),
            };
        }

        if (metadata.OfType<AcceptsJobDocuments>().Any())
        {
            var document = new OpenApiSchema { Type = JsonSchemaType.Object, Description = "A job document, see docs/jobs.md; at most 256 KiB." };
            var list = new OpenApiSchema { Type = JsonSchemaType.Array, Items = document, MinItems = 1, MaxItems = SubmitJobsEndpoint.MaxJobs };
            var stream = new OpenApiSchema { Type = JsonSchemaType.String, Description = "YAML documents with a line --- between them." };
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = DocumentBody.ContentTypes.ToDictionary(
                    type => type, type => new OpenApiMediaType { Schema = type.EndsWith("json", StringComparison.Ordinal) ? list : stream }, StringComparer.Ordinal),
            };
        }

        if (metadata.OfType<TakesIdempotencyKey>().Any())
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = "Idempotency-Key",
                In = ParameterLocation.Header,
                Description = "The caller's own name for this request: repeats with the same document give the same job.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 200 },
            });
        }

        return Task.CompletedTask;
    }
}
