using System.Diagnostics;
using Freehold.ControlPlane.Correlation;
using Freehold.ControlPlane.Identity;
using Freehold.ControlPlane.Jobs;
using Freehold.ControlPlane.Problems;
using Freehold.JobContract.Documents;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Freehold.ControlPlane.Submission;

/// <summary>Takes a job: when the answer is 201 the job is in the database and will run, whatever happens to us.</summary>
internal static class SubmitJobEndpoint
{
    public static async Task<Results<Created<JobView>, ProblemHttpResult>> SubmitAsync(
        string project, HttpContext context, Caller caller, JobValidation validation, SubmissionIntake submissions, SubmittedJobs submitted,
        ILogger<SubmissionIntake> log, CancellationToken cancellationToken)
    {
        // 1. Under which name.
        if (!IdempotencyKey.TryRead(context.Request, IdempotencyKey.MaxLength, out var key))
            return SubmissionProblems.BadKey(IdempotencyKey.MaxLength);

        // 2. A document that an agent can run.
        var (text, unreadable) = await DocumentBody.ReadAsync(context.Request, cancellationToken);
        if (unreadable is not null)
            return unreadable;
        if (await validation.ValidateAsync([text!], caller.OrganizationId, project, cancellationToken) is not { } validated)
            return Problem.NotFound("project");
        var job = validated.Jobs[0];
        if (!job.IsValid)
            return SubmissionProblems.InvalidDocument(job);

        // 3. Stored, once, and on its way to its agent if that has room.
        var asked = NewJob(context, caller, validated.ProjectId, job, key);
        var stored = (await submissions.SubmitAsync([asked], cancellationToken))[0];
        if (stored.JobId is not { } jobId)
            return SubmissionProblems.KeyConflict();
        if (stored.IsNew)
            log.Submitted(jobId, job.Document!.Kind.Name(), job.Agent!.Label, caller.Name);

        var view = await submitted.ShowAsync(asked, stored, job.Agent!.Label, cancellationToken);
        return TypedResults.Created($"/api/v1/projects/{project}/jobs/{jobId}", view);
    }

    /// <summary>A document that was found valid, as the job of this request.</summary>
    public static NewJob NewJob(HttpContext context, Caller caller, Guid projectId, ValidatedJob job, string? key) => new()
    {
        ProjectId = projectId,
        AgentId = job.Agent!.Id,
        Document = job.Document!,
        SubmittedBy = caller.Name,
        CorrelationId = context.CorrelationId(),
        TraceParent = Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : null,
        IdempotencyKey = key,
    };
}
