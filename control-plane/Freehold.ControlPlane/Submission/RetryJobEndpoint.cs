using Freehold.ControlPlane.Identity;
using Freehold.ControlPlane.Jobs;
using Freehold.ControlPlane.Problems;
using Freehold.ControlPlane.Projects;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Freehold.ControlPlane.Submission;

/// <summary>
/// Tries again what a job did not do: as a new job with the same document. What has ended stays as it ended, so that its
/// history, its attempts and what its agent may still have of it mean what they always meant.
/// </summary>
internal static class RetryJobEndpoint
{
    public static async Task<Results<Created<JobView>, ProblemHttpResult>> RetryAsync(
        string project, Guid id, HttpContext context, Caller caller, ProjectStore projects, JobValidation validation,
        SubmissionIntake submissions, SubmittedJobs submitted, JobQueries jobs, ILogger<SubmissionIntake> log, CancellationToken cancellationToken)
    {
        // 1. Which one, and under which name.
        if (!IdempotencyKey.TryRead(context.Request, IdempotencyKey.MaxLength, out var key))
            return SubmissionProblems.BadKey(IdempotencyKey.MaxLength);
        if (await projects.FindAsync(caller.OrganizationId, project, cancellationToken) is not { } projectId
            || await jobs.FindAsync(projectId, id, cancellationToken) is not { } ended)
            return Problem.NotFound("job");

        // 2. One that has not ended may still succeed; one that did needs no other.
        if (ended.State is not ("failed" or "cancelled" or "rejected" or "expired"))
        {
            return Problem.Of(ProblemTypes.NotRetryable, ended.State == "succeeded"
                ? "The job succeeded. Submit its document again to run it once more."
                : $"The job is {ended.State}. It can be retried when it has ended; cancel it first, or wait.");
        }

        // 3. The same document, against the agents of today.
        var validated = await validation.ValidateAsync([ended.Document!.Value.GetRawText()], caller.OrganizationId, project, cancellationToken);
        var job = validated!.Jobs[0];
        if (!job.IsValid)
            return SubmissionProblems.InvalidDocument(job);

        // 4. Stored, once.
        var asked = SubmitJobEndpoint.NewJob(context, caller, projectId, job, key) with { RetryOf = id };
        var stored = (await submissions.SubmitAsync([asked], cancellationToken))[0];
        if (stored.JobId is not { } jobId)
            return SubmissionProblems.KeyConflict();
        if (stored.IsNew)
            log.Retried(id, jobId, caller.Name);

        var view = await submitted.ShowAsync(asked, stored, job.Agent!.Label, cancellationToken);
        return TypedResults.Created($"/api/v1/projects/{project}/jobs/{jobId}", view);
    }
}
