using Freehold.ControlPlane.Agents;
using Freehold.JobContract.Documents;

namespace Freehold.ControlPlane.Submission;

/// <summary>What came of looking at a document: ready to be stored, or everything that stands against it.</summary>
/// <param name="Agent">The agent that the document names, when there is one.</param>
internal sealed record ValidatedJob(JobDocument? Document, AgentView? Agent, IReadOnlyList<DocumentProblem> Problems)
{
    public bool IsValid => Problems.Count == 0;
}

/// <summary>Decides whether a job would be taken; submission and validation ask the same question.</summary>
internal sealed class JobValidation(AgentQueries agents)
{
    public async Task<ValidatedJob> ValidateAsync(string text, Guid organizationId, CancellationToken cancellationToken)
    {
        // 1. The document by itself.
        var read = JobDocumentReader.Read(text, DocumentUse.Submission);
        if (read.Document is not { } document)
            return new(null, null, read.Problems);

        // 2. Its agent exists.
        if (await agents.FindAsync(organizationId, document.Agent!, cancellationToken) is not { } agent)
            return new(document, null, [await UnknownAgentAsync(document.Agent!, organizationId, cancellationToken)]);

        // 3. Its agent can run it, as far as is known: one that never connected gets the benefit of the doubt.
        var kind = document.Kind.Name();
        return agent.Kinds is { } kinds && !kinds.Contains(kind, StringComparer.Ordinal)
            ? new(document, agent, [new("kind", 0, 0, $"the agent {agent.Label} cannot run {kind}; it runs {string.Join(", ", kinds)}")])
            : new(document, agent, []);
    }

    private async Task<DocumentProblem> UnknownAgentAsync(string label, Guid organizationId, CancellationToken cancellationToken)
    {
        var nearest = NearestName.Of(label, await agents.LabelsAsync(organizationId, cancellationToken));
        var hint = nearest is null ? "add it first, or name another" : $"did you mean {nearest}?";
        return new("agent", 0, 0, $"there is no agent {label}; {hint}");
    }
}
