using Freehold.ControlPlane.Identity;
using Freehold.ControlPlane.Problems;

namespace Freehold.ControlPlane.Submission;

internal static class SubmissionServices
{
    public static IServiceCollection AddSubmission(this IServiceCollection services)
    {
        services.AddSingleton<JobValidation>();
        services.AddSingleton<SubmissionStore>();
        return services;
    }

    public static void MapSubmission(this IEndpointRouteBuilder api)
    {
        var jobs = api.MapGroup("/projects/{project}/jobs").WithTags("Jobs");

        jobs.MapPost("", SubmitJobEndpoint.SubmitAsync).RequireAuthorization(Rights.Operate).WithName("SubmitJob")
            .WithSummary("Submits a job; with a header Idempotency-Key any number of repeats make one job")
            .WithMetadata(new AcceptsJobDocument(), new TakesIdempotencyKey())
            .Fails(ProblemTypes.InvalidRequest, ProblemTypes.Forbidden, ProblemTypes.NotFound, ProblemTypes.IdempotencyConflict,
                ProblemTypes.BodyTooLarge, ProblemTypes.UnsupportedMediaType, ProblemTypes.InvalidDocument);
        jobs.MapPost("/validate", ValidateJobEndpoint.ValidateAsync).WithName("ValidateJob")
            .WithSummary("Tells what would happen to a job document, and changes nothing")
            .WithMetadata(new AcceptsJobDocument())
            .Fails(ProblemTypes.InvalidBody, ProblemTypes.NotFound, ProblemTypes.BodyTooLarge, ProblemTypes.UnsupportedMediaType);
    }
}

/// <summary>For the OpenAPI document: the body is a job document.</summary>
internal sealed class AcceptsJobDocument;

/// <summary>For the OpenAPI document: the header is read.</summary>
internal sealed class TakesIdempotencyKey;
