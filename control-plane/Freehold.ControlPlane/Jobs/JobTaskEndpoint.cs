using Freehold.ControlPlane.Identity;
using Freehold.ControlPlane.Problems;
using Freehold.ControlPlane.Projects;
using Freehold.ControlPlane.RestApi;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Freehold.ControlPlane.Jobs;

/// <summary>A page of a job's tasks, with the totals of the job.</summary>
/// <param name="Total">Input objects of the job; 0 while unknown.</param>
/// <param name="Done">How many are done, those put aside among them.</param>
/// <param name="Failed">How many failed for good.</param>
/// <param name="Quarantined">How many were put aside.</param>
/// <param name="Running">How many are under way.</param>
/// <param name="Items">Tasks in the order of the plan. Only the first 10,000 of a job are shown one by one.</param>
/// <param name="NextCursor">Absent on the last page.</param>
public sealed record JobTasksView(
    int Total, int Done, int Failed, int Quarantined, int Running, IReadOnlyList<JobTaskView> Items, string? NextCursor = null);

internal static class JobTaskEndpoint
{
    public static void MapJobTasks(this IEndpointRouteBuilder jobs) =>
        jobs.MapGet("/{id:guid}/tasks", ListAsync).WithName("ListJobTasks")
            .WithSummary("The input objects of a job, one by one, and how many there are").Fails(ProblemTypes.InvalidRequest);

    private static async Task<Results<Ok<JobTasksView>, ProblemHttpResult>> ListAsync(
        string project, Guid id, Caller caller, ProjectStore projects, JobQueries jobs, JobTaskQueries tasks,
        [FromQuery] string? state, [FromQuery] string? cursor, [FromQuery] int? limit, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > Paging.MaxLimit)
            return Problem.Of(ProblemTypes.InvalidRequest, $"limit must be 1 to {Paging.MaxLimit}.");
        if (state is not null && !JobTaskQueries.States.Contains(state, StringComparer.Ordinal))
            return Problem.Of(ProblemTypes.InvalidRequest, $"state must be one of {string.Join(", ", JobTaskQueries.States)}.");

        var after = -1;
        if (cursor is not null && !Cursor.TryRead(cursor, out after))
            return Problem.Of(ProblemTypes.InvalidCursor, "Use the nextCursor of the page before as it is.");
        if (await projects.FindAsync(caller.OrganizationId, project, cancellationToken) is not { } projectId
            || await jobs.FindAsync(projectId, id, cancellationToken) is not { } job)
            return Problem.NotFound("job");

        var most = limit ?? Paging.DefaultLimit;
        var hasEnded = job.State is "succeeded" or "failed" or "cancelled" or "rejected" or "expired";
        var found = await tasks.ListAsync(id, hasEnded, state, after, most + 1, cancellationToken);
        var page = Paging.Cut(found, most, last => Cursor.Of(last.Index));
        var progress = job.Progress;
        return TypedResults.Ok(new JobTasksView(
            progress?.TasksTotal ?? 0, progress?.TasksDone ?? 0, progress?.TasksFailed ?? 0, progress?.TasksQuarantined ?? 0,
            hasEnded ? 0 : progress?.TasksRunning ?? 0, page.Items, page.NextCursor));
    }
}
