using Freehold.ControlPlane.Correlation;
using Freehold.ControlPlane.Identity;
using Freehold.ControlPlane.Jobs;
using Freehold.ControlPlane.Problems;
using Freehold.JobContract.Documents;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Freehold.ControlPlane.Submission;

/// <summary>What became of one document of many.</summary>
/// <param name="Status">201 with the job; otherwise what it would have been answered by itself, with the problem.</param>
/// <param name="Job">The job, without its document.</param>
/// <param name="Problem">Why it was not taken.</param>
public sealed record SubmittedItem(int Status, JobView? Job = null, ProblemDetails? Problem = null);

/// <summary>What became of each document of a request.</summary>
/// <param name="Items">One for each document, in their order.</param>
public sealed record SubmittedItems(IReadOnlyList<SubmittedItem> Items);

/// <summary>Takes many jobs in one request; each is taken or not by itself.</summary>
internal static class SubmitJobsEndpoint
{
    public const int MaxJobs = 100;

    public static async Task<Results<Created<SubmittedItems>, ProblemHttpResult>> SubmitAsync(
        string project, HttpContext context, Caller caller, JobValidation validation, SubmissionIntake submissions, SubmittedJobs submitted,
        ILogger<SubmissionIntake> log, CancellationToken cancellationToken)
    {
        // 1. Under which name.
        if (!IdempotencyKey.TryRead(context.Request, IdempotencyKey.MaxLengthForMany, out var key))
            return SubmissionProblems.BadKey(IdempotencyKey.MaxLengthForMany);

        // 2. The documents, those that an agent can run and the others.
        var (text, unreadable) = await DocumentBody.ReadManyAsync(context.Request, cancellationToken);
        if (unreadable is not null)
            return unreadable;
        if (!DocumentList.TrySplit(text!, out var documents) || documents.Count is 0 or > MaxJobs)
            return Problem.Of(ProblemTypes.InvalidBody, $"Send 1 to {MaxJobs} job documents: a JSON array, or YAML documents with a line --- between them.");
        if (await validation.ValidateAsync(documents, caller.OrganizationId, project, cancellationToken) is not { } validated)
            return Problem.NotFound("project");

        // 3. Those that can run are stored, each once, and are on their way to agents that have room.
        var valid = validated.Jobs.Index().Where(each => each.Item.IsValid).ToList();
        List<NewJob> asked =
            [.. valid.Select(each => SubmitJobEndpoint.NewJob(context, caller, validated.ProjectId, each.Item, IdempotencyKey.OfItem(key, each.Index)))];
        var stored = asked.Count == 0 ? [] : await submissions.SubmitAsync(asked, cancellationToken);
        foreach (var (result, (_, job)) in stored.Zip(valid).Where(each => each.First.IsNew))
            log.Submitted(result.JobId!.Value, job.Document!.Kind.Name(), job.Agent!.Label, caller.Name);

        // 4. What became of each.
        var views = await submitted.ShowAllAsync(
            validated.ProjectId, asked.Zip(stored, valid.Select(each => each.Item.Agent!.Label)), cancellationToken);
        var results = valid.Zip(stored).ToDictionary(each => each.First.Index, each => each.Second);
        return TypedResults.Created((string?)null, new SubmittedItems([.. validated.Jobs.Index().Select(each => results.TryGetValue(each.Index, out var result)
            ? result.JobId is { } jobId ? new(StatusCodes.Status201Created, views[jobId]) : Refused(SubmissionProblems.KeyConflict(), context)
            : Refused(SubmissionProblems.InvalidDocument(each.Item), context))]));
    }

    private static SubmittedItem Refused(ProblemHttpResult problem, HttpContext context)
    {
        problem.ProblemDetails.Extensions["correlationId"] = context.CorrelationId();
        return new(problem.StatusCode, Problem: problem.ProblemDetails);
    }
}
