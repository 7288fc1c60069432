using Microsoft.OpenApi;

namespace Freehold.ControlPlane.OpenApi;

internal static class OpenApiServices
{
    /// <summary>The document at <c>/openapi/v1.json</c>; it needs no token.</summary>
    public static IServiceCollection AddOpenApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "Freehold", Version = "v1", Description = "Schedules jobs on the customer's land; sees metadata only." };
            document.Servers = [];
            var components = document.Components ??= new();
            components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
            components.SecuritySchemes["token"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "An API token: fh_ and 43 characters.",
            };
            document.Security = [new() { [new OpenApiSecuritySchemeReference("token", document)] = [] }];
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer<ProblemSchema>();
        options.AddOperationTransformer<CommonAnswers>();
        options.AddOperationTransformer<JobDocumentBody>();
    });
}
