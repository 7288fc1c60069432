using Freehold.ControlPlane.Agents;
using Freehold.ControlPlane.Identity;
using Freehold.ControlPlane.Problems;
using Freehold.JobContract.Documents;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Freehold.ControlPlane.Submission;

/// <summary>What would happen to a document if it were submitted now.</summary>
/// <param name="Valid">Whether it would be taken.</param>
/// <param name="Problems">What stands against it, in the order of the text.</param>
/// <param name="Outlook">One sentence for people: what would happen next, or why nothing would.</param>
/// <param name="AgentStatus">connected, disconnected or never_connected; absent when the agent is unknown.</param>
public sealed record JobValidationView(bool Valid, IReadOnlyList<DocumentProblem> Problems, string Outlook, string? AgentStatus = null);

internal static class ValidateJobEndpoint
{
    public static async Task<Results<Ok<JobValidationView>, ProblemHttpResult>> ValidateAsync(
        string project, HttpContext context, Caller caller, JobValidation validation, CancellationToken cancellationToken)
    {
        var (text, unreadable) = await DocumentBody.ReadAsync(context.Request, cancellationToken);
        if (unreadable is not null)
            return unreadable;

        if (await validation.ValidateAsync([text!], caller.OrganizationId, project, cancellationToken) is not { Jobs: [var job] })
            return Problem.NotFound("project");
        return TypedResults.Ok(new JobValidationView(job.IsValid, job.Problems, Outlook(job), job.Agent?.Status));
    }

    private static string Outlook(ValidatedJob job) => job switch
    {
        { IsValid: false } => "It would be refused.",
        { Agent.Status: AgentStatus.Connected } => $"It would be handed to {job.Agent.Label} as soon as that has room.",
        { Agent.Status: AgentStatus.NeverConnected } => $"It would wait until {job.Agent!.Label} connects for the first time.",
        _ => $"It would wait until {job.Agent!.Label} is connected again.",
    };
}
