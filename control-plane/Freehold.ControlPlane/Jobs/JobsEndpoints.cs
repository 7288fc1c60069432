using Freehold.ControlPlane.Identity;
using Freehold.ControlPlane.Problems;
using Freehold.ControlPlane.Projects;
using Freehold.ControlPlane.RestApi;
using Freehold.ControlPlane.Waits;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Freehold.ControlPlane.Jobs;

internal static class JobsEndpoints
{
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddSingleton<ProjectStore>();
        services.AddSingleton<JobQueries>();
        services.AddSingleton<JobHistory>();
        services.AddSingleton<JobTaskQueries>();
        services.AddSingleton<JobAttemptQueries>();
        return services;
    }

    public static void MapJobs(this IEndpointRouteBuilder api)
    {
        var jobs = api.MapGroup("/projects/{project}/jobs").WithTags("Jobs").Fails(ProblemTypes.NotFound);

        jobs.MapGet("", ListAsync).WithName("ListJobs").WithSummary("Jobs, newest first").Fails(ProblemTypes.InvalidRequest);
        jobs.MapGet("/{id:guid}", GetAsync).WithName("GetJob").WithSummary("One job with its document, and why it waits if it does");
        jobs.MapJobTasks();
        jobs.MapJobAttempts();
        jobs.MapJobHistory();
        jobs.MapGet("/{id:guid}/watch", WatchJobEndpoint.WatchAsync).WithName("WatchJob")
            .WithSummary("Server-sent events: the job whenever its state or progress changed, until it is final")
            .Produces<string>(200, "text/event-stream").Produces(204);
        jobs.MapPost("/{id:guid}/cancel", CancelAsync).RequireAuthorization(Rights.Operate).WithName("CancelJob")
            .WithSummary("Cancels a job; asking again, or for one that has ended, changes nothing").Fails(ProblemTypes.Forbidden);
    }

    private static async Task<Results<Ok<Page<JobView>>, ProblemHttpResult>> ListAsync(
        string project, Caller caller, ProjectStore projects, JobQueries jobs,
        [FromQuery] string[]? state, [FromQuery] string? kind, [FromQuery] string? agent, [FromQuery] string[]? label,
        [FromQuery] string? cursor, [FromQuery] int? limit, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > Paging.MaxLimit)
            return Problem.Of(ProblemTypes.InvalidRequest, $"limit must be 1 to {Paging.MaxLimit}.");

        Guid? before = null;
        if (cursor is not null)
        {
            if (!Cursor.TryRead(cursor, out Guid last))
                return Problem.Of(ProblemTypes.InvalidCursor, "Use the nextCursor of the page before as it is.");
            before = last;
        }

        var (filter, wrong) = JobFilter.Read(state, kind, agent, label);
        if (wrong is not null)
            return wrong;
        if (await projects.FindAsync(caller.OrganizationId, project, cancellationToken) is not { } projectId)
            return Problem.NotFound("project");

        var most = limit ?? Paging.DefaultLimit;
        var found = await jobs.ListAsync(projectId, filter!, before, most + 1, cancellationToken);
        return TypedResults.Ok(Paging.Cut(found, most, job => Cursor.Of(job.Id)));
    }

    private static async Task<Results<Ok<JobView>, ProblemHttpResult>> GetAsync(
        string project, Guid id, Caller caller, ProjectStore projects, JobQueries jobs, WaitQuery waits, CancellationToken cancellationToken) =>
        await FindAsync(project, id, caller, projects, jobs, cancellationToken) is { } job
            ? TypedResults.Ok(job with { Waiting = await waits.FindAsync(id, cancellationToken) })
            : Problem.NotFound("job");

    private static async Task<Results<Ok<JobView>, ProblemHttpResult>> CancelAsync(
        string project, Guid id, Caller caller, ProjectStore projects, JobQueries jobs, JobCancellation cancellation,
        ILogger<JobQueries> log, CancellationToken cancellationToken)
    {
        if (await projects.FindAsync(caller.OrganizationId, project, cancellationToken) is not { } projectId)
            return Problem.NotFound("job");

        var outcome = await cancellation.CancelAsync(projectId, id, cancellationToken);
        if (outcome is CancelOutcome.NotFound)
            return Problem.NotFound("job");

        log.CancelAsked(id, caller.Name, outcome);
        return TypedResults.Ok((await jobs.FindAsync(projectId, id, cancellationToken))!);
    }

    private static async Task<JobView?> FindAsync(
        string project, Guid id, Caller caller, ProjectStore projects, JobQueries jobs, CancellationToken cancellationToken) =>
        await projects.FindAsync(caller.OrganizationId, project, cancellationToken) is { } projectId
            ? await jobs.FindAsync(projectId, id, cancellationToken)
            : null;
}
