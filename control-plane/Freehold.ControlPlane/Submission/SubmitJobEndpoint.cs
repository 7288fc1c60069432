using System.Diagnostics;
using Freehold.ControlPlane.Correlation;
using Freehold.ControlPlane.Dispatch;
using Freehold.ControlPlane.Identity;
using Freehold.ControlPlane.Jobs;
using Freehold.ControlPlane.Problems;
using Freehold.ControlPlane.Projects;
using Freehold.JobContract.Documents;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Freehold.ControlPlane.Submission;

/// <summary>Takes a job: when the answer is 201 the job is in the database and will run, whatever happens to us.</summary>
internal static class SubmitJobEndpoint
{
    private const string KeyHeader = "Idempotency-Key";
    private const int MaxKeyLength = 200;

    public static async Task<Results<Created<JobView>, ProblemHttpResult>> SubmitAsync(
        string project, HttpContext context, Caller caller, ProjectStore projects, JobValidation validation, SubmissionStore submissions,
        JobQueries jobs, DispatchSignal dispatch, ILogger<SubmissionStore> log, CancellationToken cancellationToken)
    {
        // 1. Where to, and under which name.
        if (await projects.FindAsync(caller.OrganizationId, project, cancellationToken) is not { } projectId)
            return Problem.NotFound("project");
        if (!TryReadKey(context.Request, out var key))
            return Problem.Of(ProblemTypes.InvalidRequest, $"{KeyHeader} must have 1 to {MaxKeyLength} visible ASCII characters.");

        // 2. A document that an agent can run.
        var (text, unreadable) = await DocumentBody.ReadAsync(context.Request, cancellationToken);
        if (unreadable is not null)
            return unreadable;
        var job = await validation.ValidateAsync(text!, caller.OrganizationId, cancellationToken);
        if (!job.IsValid)
            return InvalidDocument(job);

        // 3. Stored, once.
        var stored = await submissions.StoreAsync(new()
        {
            ProjectId = projectId,
            AgentId = job.Agent!.Id,
            Document = job.Document!,
            SubmittedBy = caller.Name,
            CorrelationId = context.CorrelationId(),
            TraceParent = Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : null,
            IdempotencyKey = key,
        }, cancellationToken);
        if (stored.JobId is not { } jobId)
            return Problem.Of(ProblemTypes.IdempotencyConflict, $"This {KeyHeader} came with another document before. Use a new key for a new job.");

        // 4. Only now the news, since whoever hears it reads the job.
        if (stored.IsNew)
        {
            dispatch.Wake(job.Agent.Id);
            log.Submitted(jobId, job.Document!.Kind.Name(), job.Agent.Label, caller.Name);
        }

        var view = await jobs.FindAsync(projectId, jobId, cancellationToken);
        return TypedResults.Created($"/api/v1/projects/{project}/jobs/{jobId}", view!);
    }

    private static ProblemHttpResult InvalidDocument(ValidatedJob job) => Problem.Of(
        ProblemTypes.InvalidDocument,
        job.Problems.Count == 1 ? job.Problems[0].ToString() : $"{job.Problems.Count} problems, see problems.",
        KeyValuePair.Create<string, object?>("problems", job.Problems));

    private static bool TryReadKey(HttpRequest request, out string? key)
    {
        key = null;
        if (!request.Headers.TryGetValue(KeyHeader, out var values))
            return true;

        key = values.ToString();
        return values.Count == 1 && key.Length is >= 1 and <= MaxKeyLength && key.All(character => character is > ' ' and <= '~');
    }
}
