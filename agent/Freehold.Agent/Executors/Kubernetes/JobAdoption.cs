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
    // Each question is a request, and of those the agent allows itself a number a second: a thousand pods that wait must not keep it from leading.
    private const int EnoughWithDocument = 50;
    private const int AskedAtOnce = 10;

    public async Task AdoptAsync(CancellationToken cancellationToken)
    {
        await sights.Complete.WaitAsync(cancellationToken);
        var found = sights.Attempts.Select(attempt => (Attempt: attempt, sights.Look(attempt).Sight))
            .Where(each => each.Sight is { Job.Metadata.DeletionTimestamp: null, JobIsGone: false })
            .ToList();
        var withoutDocument = await FindWithoutDocumentAsync(found, cancellationToken);

        var records = new List<JournalRecord>();
        TimeSpan? lease = null;
        var adopted = 0;
        foreach (var (attempt, sight) in found.Where(each => !withoutDocument.Contains(each.Attempt)))
        {
            var job = sight.Job!;
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

    // The Secret with the document is made after its Job, and whoever was to make it may be gone: then only the youngest Jobs can be without.
    // Its content is known to nobody here, so they never start, and what is not adopted is swept.
    private async Task<HashSet<AttemptId>> FindWithoutDocumentAsync(IEnumerable<(AttemptId Attempt, AttemptSight Sight)> found, CancellationToken cancellationToken)
    {
        var without = new HashSet<AttemptId>();
        var withInARow = 0;
        var youngestFirst = found.Where(each => MayLackDocument(each.Sight)).OrderByDescending(each => each.Sight.Job!.Metadata.CreationTimestamp).Select(each => each.Attempt);
        foreach (var some in youngestFirst.Chunk(AskedAtOnce))
        {
            var has = await Task.WhenAll(some.Select(attempt => objects.HasDocumentAsync(attempt, cancellationToken)));
            foreach (var attempt in some.Where((_, i) => has[i] is false))
            {
                without.Add(attempt);
                log.JobWithoutDocument(attempt);
            }

            withInARow = has.Contains(false) ? 0 : withInARow + some.Length;
            if (withInARow >= EnoughWithDocument)
                break;
        }

        return without;
    }

    private static bool MayLackDocument(AttemptSight sight) =>
        sight is { IsStopped: false, Main: null or { Running: null, Terminated: null } } && sight.JobCondition("FailureTarget", "Failed", "Complete") is null;
}
