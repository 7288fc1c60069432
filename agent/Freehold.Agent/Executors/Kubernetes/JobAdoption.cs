using Freehold.Agent.Assignments;
using Freehold.Agent.Journal;
using k8s.Models;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>
/// Rebuilds the journal of a replica that begins to lead from the Jobs that there are. What was accepted and has no Job has not started:
/// the control plane hands it out again. Runs before anything else looks into the journal, and before hello.
/// </summary>
internal sealed class JobAdoption(
    AttemptSights sights, JobObjects objects, AttemptJournal journal, ControlPlaneContact contact, ILogger<JobAdoption> log)
{
    public async Task AdoptAsync(CancellationToken cancellationToken)
    {
        await sights.Complete.WaitAsync(cancellationToken);

        var records = new List<JournalRecord>();
        TimeSpan? lease = null;
        var adopted = 0;
        foreach (var attempt in sights.Attempts)
        {
            var (sight, _) = sights.Look(attempt);
            if (sight is not { Job: { } job, JobIsGone: false } || job.Metadata.DeletionTimestamp is not null)
                continue;

            if (await NeverStartsAsync(attempt, sight, cancellationToken))
            {
                log.JobWithoutDocument(attempt);
                continue;
            }

            adopted++;
            records.AddRange(RecordsOf(attempt, job));
            if (AttemptAnnotations.LeaseOf(job) is { } named && (lease is null || named > lease))
                lease = named;
        }

        if (records.Count > 0)
            await journal.AppendAsync(records, Survives.ProcessEnd, cancellationToken);
        if (lease is not null)
            await contact.AgreeAsync(lease, cancellationToken);
        log.JobsAdopted(adopted);
    }

    private static IEnumerable<JournalRecord> RecordsOf(AttemptId attempt, V1Job job)
    {
        yield return new() { Accepted = AttemptAnnotations.OrderOf(attempt, job) };
        yield return new() { Confirmed = new() { Attempt = attempt.ToReference() } };
        if (AttemptAnnotations.StopOf(job) is not StopCause.None and var cause)
            yield return new() { StopAsked = new() { Attempt = attempt.ToReference(), Cause = cause } };
    }

    // The Secret with the document is made after its Job, and whoever was to make it may be gone. Its content is known to nobody here.
    private async Task<bool> NeverStartsAsync(AttemptId attempt, AttemptSight sight, CancellationToken cancellationToken) =>
        sight is { IsStopped: false, Main: null or { Running: null, Terminated: null } }
        && sight.JobCondition("FailureTarget", "Failed", "Complete") is null
        && await objects.HasDocumentAsync(attempt, cancellationToken) is false;
}
