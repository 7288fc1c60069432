using Freehold.ControlPlane.Agents;
using Freehold.ControlPlane.Entitlements;
using Freehold.JobContract.Documents;

namespace Freehold.ControlPlane.Submission;

/// <summary>What came of looking at a document: ready to be stored, or everything that stands against it.</summary>
/// <param name="Agent">The agent that the document names, when there is one.</param>
internal sealed record ValidatedJob(JobDocument? Document, TargetAgent? Agent, IReadOnlyList<DocumentProblem> Problems)
{
    public bool IsValid => Problems.Count == 0;
}

/// <summary>Documents that were looked at, and where they are to go.</summary>
/// <param name="Jobs">In the order of the documents.</param>
internal sealed record ValidatedJobs(Guid ProjectId, IReadOnlyList<ValidatedJob> Jobs);

/// <summary>Decides whether jobs would be taken; submission and validation ask the same question.</summary>
internal sealed class JobValidation(SubmissionTargets targets, AgentQueries agents, OrganizationEntitlements entitlements)
{
    /// <returns>Null when the organization has no such project.</returns>
    public async Task<ValidatedJobs?> ValidateAsync(
        IReadOnlyList<string> texts, Guid organizationId, string project, CancellationToken cancellationToken)
    {
        // 1. Each document by itself.
        var read = texts.Select(text => JobDocumentReader.Read(text, DocumentUse.Submission)).ToList();

        // 2. What they name, all at once.
        var labels = read.Select(one => one.Document?.Agent).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (await targets.FindAsync(organizationId, project, labels, cancellationToken) is not { } found)
            return null;
        var known = labels.All(found.Agents.ContainsKey) ? [] : await agents.LabelsAsync(organizationId, cancellationToken);

        // 3. Each against what it names, and what the organization may run.
        var entitlement = await entitlements.OfAsync(organizationId, cancellationToken);
        return new(found.ProjectId, [.. read.Select(one => one.Document is { } document
            ? Check(document, found.Agents.GetValueOrDefault(document.Agent!), known, entitlement)
            : new(null, null, one.Problems))]);
    }

    private static ValidatedJob Check(JobDocument document, TargetAgent? agent, IReadOnlyList<string> known, Entitlement entitlement)
    {
        if (agent is null)
        {
            var hint = NearestName.Of(document.Agent!, known) is { } nearest ? $"did you mean {nearest}?" : "add it first, or name another";
            return new(document, null, [new("agent", 0, 0, $"there is no agent {document.Agent}; {hint}")]);
        }

        // It can run it, as far as is known: one that never connected gets the benefit of the doubt.
        var kind = document.Kind.Name();
        if (entitlement.ObstacleTo(kind) is { } obstacle)
            return new(document, agent, [new("kind", 0, 0, obstacle)]);

        return agent.Kinds is { } kinds && !kinds.Contains(kind, StringComparer.Ordinal)
            ? new(document, agent, [new("kind", 0, 0, $"the agent {agent.Label} cannot run {kind}; it runs {string.Join(", ", kinds)}")])
            : new(document, agent, []);
    }
}
