using Freehold.ControlPlane.Identity;
using Freehold.ControlPlane.Problems;
using Freehold.ControlPlane.Projects;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Freehold.ControlPlane.Jobs;

/// <summary>
/// Follows one job by server-sent events: <c>event: job</c>, the job without its document as data, and as id a digest of
/// what was sent. A client that comes back with <c>Last-Event-ID</c> gets what changed since, at once. The stream ends by
/// itself after the final state; after that the answer is 204, which tells a browser not to come back.
/// </summary>
internal static class WatchJobEndpoint
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public static async Task WatchAsync(
        string project, Guid id, HttpContext context, Caller caller, ProjectStore projects, JobQueries jobs, JobChanges changes,
        IOptions<JsonOptions> json, TimeProvider time, IHostApplicationLifetime program, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, program.ApplicationStopping);
        if (await projects.FindAsync(caller.OrganizationId, project, over.Token) is not { } projectId
            || await jobs.FindAsync(projectId, id, over.Token) is not { } job)
        {
            await Problem.NotFound("job").ExecuteAsync(context);
            return;
        }

        var sent = context.Request.Headers["Last-Event-ID"].ToString();
        var first = JobServerEvent.Of(job, json.Value.SerializerOptions);
        if (IsFinal(job) && first.Id == sent)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        try
        {
            await using var stream = new ServerEventStream(context.Response, Heartbeat, time);
            await stream.BeginAsync(over.Token);
            await FollowAsync(stream, projectId, id, sent, jobs, changes, json.Value, over.Token);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The client has gone, or we are stopping: it comes back with the id of what it has.
        }
    }

    private static async Task FollowAsync(
        ServerEventStream stream, Guid projectId, Guid id, string sent, JobQueries jobs, JobChanges changes, JsonOptions json,
        CancellationToken over)
    {
        await foreach (var _ in changes.WatchAsync(id, over))
        {
            if (await jobs.FindAsync(projectId, id, over) is not { } job)
                return;

            var current = JobServerEvent.Of(job, json.SerializerOptions);
            if (current.Id != sent)
            {
                await stream.SendAsync("job", current.Id, current.Data, over);
                sent = current.Id;
            }

            if (IsFinal(job))
                return;
        }
    }

    // Unreachable is derived and never final.
    private static bool IsFinal(JobView job) => job.State != UnreachableTexts.State && JobStates.Parse(job.State).IsFinished();
}
