using Freehold.ControlPlane.Identity;
using Freehold.ControlPlane.Problems;

namespace Freehold.ControlPlane.Submission;

internal static class SubmissionServices
{
    public static IServiceCollection AddSubmission(this IServiceCollection services)
    {
        services.AddSingleton<JobValidation>();
        services.AddSingleton<SubmissionTargets>();
        services.AddSingleton<SubmissionStore>();
        services.AddSingleton<SubmittedJobs>();
        services.AddSingleton<SubmissionIntake>();
        services.AddHostedService(provider => provider.GetRequiredService<SubmissionIntake>());
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
        jobs.MapPost("/batch", SubmitJobsEndpoint.SubmitAsync).RequireAuthorization(Rights.Operate).WithName("SubmitJobs")
            .WithSummary($"Submits up to {SubmitJobsEndpoint.MaxJobs} jobs, each by itself; a header Idempotency-Key covers them all")
            .WithMetadata(new AcceptsJobDocuments(), new TakesIdempotencyKey())
            .Fails(ProblemTypes.InvalidRequest, ProblemTypes.InvalidBody, ProblemTypes.Forbidden, ProblemTypes.NotFound, ProblemTypes.BodyTooLarge,
                ProblemTypes.UnsupportedMediaType);
        jobs.MapPost("/{id:guid}/retry", RetryJobEndpoint.RetryAsync).RequireAuthorization(Rights.Operate).WithName("RetryJob")
            .WithSummary("Tries again, as a new job, what a job did not do that has ended")
            .WithMetadata(new TakesIdempotencyKey())
            .Fails(ProblemTypes.InvalidRequest, ProblemTypes.Forbidden, ProblemTypes.NotFound, ProblemTypes.NotRetryable,
                ProblemTypes.IdempotencyConflict, ProblemTypes.InvalidDocument);
        jobs.MapPost("/validate", ValidateJobEndpoint.ValidateAsync).WithName("ValidateJob")
            .WithSummary("Tells what would happen to a job document, and changes nothing")
            .WithMetadata(new AcceptsJobDocument())
            .Fails(ProblemTypes.InvalidBody, ProblemTypes.NotFound, ProblemTypes.BodyTooLarge, ProblemTypes.UnsupportedMediaType);
    }
}

/// <summary>For the OpenAPI document: the body is a job document.</summary>
internal sealed class AcceptsJobDocument;

/// <summary>For the OpenAPI document: the body is many job documents.</summary>
internal sealed class AcceptsJobDocuments;

/// <summary>For the OpenAPI document: the header is read.</summary>
internal sealed class TakesIdempotencyKey;
