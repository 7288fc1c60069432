using System.Buffers.Text;
using System.Text;
using Freehold.ControlPlane.Identity;
using Freehold.ControlPlane.Problems;
using Freehold.ControlPlane.Projects;
using Freehold.ControlPlane.RestApi;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Freehold.ControlPlane.Jobs;

internal static class JobHistoryEndpoints
{
    public static void MapJobHistory(this IEndpointRouteBuilder jobs)
    {
        jobs.MapGet("/{id:guid}/events", EventsAsync).WithName("ListJobEvents")
            .WithSummary("Everything that the agent reported about a job, in order").Fails(ProblemTypes.InvalidRequest);
        jobs.MapGet("/{id:guid}/artifacts", ArtifactsAsync).WithName("ListJobArtifacts")
            .WithSummary("Metadata of what a job committed").Fails(ProblemTypes.InvalidRequest);
    }

    private static async Task<Results<Ok<Page<JobEventView>>, ProblemHttpResult>> EventsAsync(
        string project, Guid id, Caller caller, ProjectStore projects, JobQueries jobs, JobHistory history,
        [FromQuery] string? cursor, [FromQuery] int? limit, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > Paging.MaxLimit)
            return Problem.Of(ProblemTypes.InvalidRequest, $"limit must be 1 to {Paging.MaxLimit}.");

        (int Attempt, long Sequence) after = default;
        if (cursor is not null && !Cursor.TryRead(cursor, out after))
            return Problem.Of(ProblemTypes.InvalidCursor, "Use the nextCursor of the page before as it is.");
        if (!await ExistsAsync(project, id, caller, projects, jobs, cancellationToken))
            return Problem.NotFound("job");

        var most = limit ?? Paging.DefaultLimit;
        var events = await history.EventsAsync(id, after, most + 1, cancellationToken);
        return TypedResults.Ok(Paging.Cut(events, most, last => Cursor.Of(last.Attempt, last.Sequence)));
    }

    private static async Task<Results<Ok<Page<ArtifactView>>, ProblemHttpResult>> ArtifactsAsync(
        string project, Guid id, Caller caller, ProjectStore projects, JobQueries jobs, JobHistory history,
        [FromQuery] string? cursor, [FromQuery] int? limit, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > Paging.MaxLimit)
            return Problem.Of(ProblemTypes.InvalidRequest, $"limit must be 1 to {Paging.MaxLimit}.");
        if (cursor is not null && !Base64Url.IsValid(cursor))
            return Problem.Of(ProblemTypes.InvalidCursor, "Use the nextCursor of the page before as it is.");
        if (!await ExistsAsync(project, id, caller, projects, jobs, cancellationToken))
            return Problem.NotFound("job");

        var most = limit ?? Paging.DefaultLimit;
        var after = cursor is null ? "" : Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Replace("\0", "", StringComparison.Ordinal);
        var artifacts = await history.ArtifactsAsync(id, after, most + 1, cancellationToken);
        return TypedResults.Ok(Paging.Cut(artifacts, most, last => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(last.Uri))));
    }

    private static async Task<bool> ExistsAsync(
        string project, Guid id, Caller caller, ProjectStore projects, JobQueries jobs, CancellationToken cancellationToken) =>
        await projects.FindAsync(caller.OrganizationId, project, cancellationToken) is { } projectId
        && await jobs.FindAsync(projectId, id, cancellationToken) is not null;
}
