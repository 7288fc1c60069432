using System.Text.Json;
using Freehold.ControlPlane.Jobs;
using Freehold.JobContract.Documents;

namespace Freehold.ControlPlane.Submission;

/// <summary>
/// What those who submit jobs are shown of them. A job that was just stored is known without asking the database again; the repeat
/// of an earlier request is shown as its job is now.
/// </summary>
internal sealed class SubmittedJobs(JobQueries jobs)
{
    /// <summary>One job, with its document.</summary>
    /// <param name="agent">Label of the agent that the document names.</param>
    public async Task<JobView> ShowAsync(NewJob job, StoredJob stored, string agent, CancellationToken cancellationToken)
    {
        if (!stored.IsNew)
            return (await jobs.FindAsync(job.ProjectId, stored.JobId!.Value, cancellationToken))!;

        using var document = JsonDocument.Parse(job.Document.CanonicalJson);
        return Of(job, stored, agent) with { Document = document.RootElement.Clone() };
    }

    /// <summary>Those that were stored, now or before, without documents, by id.</summary>
    public async Task<IReadOnlyDictionary<Guid, JobView>> ShowAllAsync(
        Guid projectId, IEnumerable<(NewJob Job, StoredJob Stored, string Agent)> submitted, CancellationToken cancellationToken)
    {
        var (made, repeated) = (new Dictionary<Guid, JobView>(), new List<Guid>());
        foreach (var (job, stored, agent) in submitted)
        {
            if (stored.IsNew)
                made.Add(stored.JobId!.Value, Of(job, stored, agent));
            else if (stored.JobId is { } jobId)
                repeated.Add(jobId);
        }

        // Of one key several times in one request, the first was made just now.
        foreach (var (jobId, view) in repeated.Count == 0 ? [] : await jobs.FindAllAsync(projectId, [.. repeated], cancellationToken))
            made.TryAdd(jobId, view);
        return made;
    }

    private static JobView Of(NewJob job, StoredJob stored, string agent) => new()
    {
        Id = stored.JobId!.Value,
        Kind = job.Document.Kind.Name(),
        Name = job.Document.Name,
        Agent = agent,
        State = (stored.Handed is null ? JobState.Queued : JobState.Assigned).Name(),
        Priority = job.Document.Priority,
        Retries = job.Document.Retries,
        Attempt = stored.Handed?.Number ?? 0,
        SubmittedAt = stored.SubmittedAt!.Value,
        SubmittedBy = job.SubmittedBy,
        RetryOf = job.RetryOf,
        CorrelationId = job.CorrelationId,
        Labels = job.Document.Labels,
    };
}
