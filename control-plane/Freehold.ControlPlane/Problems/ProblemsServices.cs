using Freehold.ControlPlane.Correlation;

namespace Freehold.ControlPlane.Problems;

internal static class ProblemsServices
{
    /// <summary>Every failed request is answered with a problem document (RFC 9457), whoever noticed the failure.</summary>
    public static IServiceCollection AddProblems(this IServiceCollection services)
    {
        services.AddProblemDetails(options => options.CustomizeProblemDetails = problem =>
        {
            // One identifier for people, not two.
            problem.ProblemDetails.Extensions.Remove("traceId");
            problem.ProblemDetails.Extensions["correlationId"] = problem.HttpContext.CorrelationId();
        });
        services.AddExceptionHandler<UnhandledProblems>();

        // Malformed parameters and bodies come to our handler too, in every environment.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        return services;
    }

    public static void UseProblems(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { SuppressDiagnosticsCallback = _ => true });
        app.UseStatusCodePages(async statusCode =>
        {
            var status = statusCode.HttpContext.Response.StatusCode;
            if (!statusCode.HttpContext.Request.IsGrpc())
                await Problem.Of(ProblemTypes.OfStatus(status) with { Status = status }).ExecuteAsync(statusCode.HttpContext);
        });
    }

    private static bool IsGrpc(this HttpRequest request) =>
        request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) is true;
}
