using Freehold.ControlPlane.Identity;
using Freehold.ControlPlane.Problems;
using Freehold.ControlPlane.Projects;
using Freehold.ControlPlane.RestApi;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Freehold.ControlPlane.Jobs;

internal static class JobAttemptEndpoint
{
    public static void MapJobAttempts(this IEndpointRouteBuilder jobs) =>
        jobs.MapGet("/{id:guid}/attempts", ListAsync).WithName("ListJobAttempts")
            .WithSummary("The attempts at a job, newest first: how each ended, where it ran and what memory it used").Fails(ProblemTypes.InvalidRequest);

    private static async Task<Results<Ok<Page<JobAttemptView>>, ProblemHttpResult>> ListAsync(
        string project, Guid id, Caller caller, ProjectStore projects, JobQueries jobs, JobAttemptQueries attempts,
        [FromQuery] string? cursor, [FromQuery] int? limit, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > Paging.MaxLimit)
            return Problem.Of(ProblemTypes.InvalidRequest, $"limit must be 1 to {Paging.MaxLimit}.");

        var before = int.MaxValue;
        if (cursor is not null && !Cursor.TryRead(cursor, out before))
            return Problem.Of(ProblemTypes.InvalidCursor, "Use the nextCursor of the page before as it is.");
        if (await projects.FindAsync(caller.OrganizationId, project, cancellationToken) is not { } projectId
            || await jobs.FindAsync(projectId, id, cancellationToken) is null)
            return Problem.NotFound("job");

        var most = limit ?? Paging.DefaultLimit;
        var found = await attempts.ListAsync(id, before, most + 1, cancellationToken);
        return TypedResults.Ok(Paging.Cut(found, most, last => Cursor.Of(last.Number)));
    }
}
