using Freehold.ControlPlane.AgentStreams;
using Freehold.ControlPlane.Database;
using Freehold.ControlPlane.Dispatch;
using Freehold.ControlPlane.Entitlements;
using Freehold.ControlPlane.Health;
using Freehold.Hosting.Watchdogs;
using Npgsql;

namespace Freehold.ControlPlane.Submission;

/// <summary>
/// Stores the jobs of all requests of this replica, those that come at the same time in one transaction, and sends what was
/// handed out with it to the agents whose stream is here.
/// </summary>
internal sealed class SubmissionIntake(
    SubmissionStore store, OrganizationEntitlements entitlements, ConnectedAgents agents, DispatchSignal dispatch, DispatchMetrics metrics, LoopWatchdogs watchdogs,
    TimeProvider time) : BackgroundService
{
    private readonly CommitQueue<PendingSubmission> _queue = new(capacity: 256, mostWeight: 500, pending => pending.Jobs.Count, time);

    /// <summary>Stores jobs; each is stored or not by itself. Nobody waits for a batch to fill.</summary>
    /// <remarks>When it is cancelled or fails, the jobs may be stored all the same: repeat it with the same idempotency keys.</remarks>
    /// <returns>What became of each, in order.</returns>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public async Task<IReadOnlyList<StoredJob>> SubmitAsync(IReadOnlyList<NewJob> jobs, CancellationToken cancellationToken)
    {
        var pending = new PendingSubmission(jobs);
        await _queue.AddAsync(pending, cancellationToken);
        return await pending.Stored.WaitAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var watch = watchdogs.Watch(ControlPlaneLoops.Submissions);
        await _queue.RunAsync(StoreAllAsync, (_, _) => { }, watch, stoppingToken);
    }

    // Whoever submits is told of a failure and can do it again; so nothing is tried again here, and nothing thrown.
    private async Task StoreAllAsync(IReadOnlyList<PendingSubmission> batch, CancellationToken cancellationToken)
    {
        try
        {
            await StoreAsync(batch, cancellationToken);
        }
        catch (PostgresException e) when (batch.Count > 1 && !DatabaseOutage.IsCauseOf(e))
        {
            // Something of it cannot be stored, a project that was just deleted for example: only that fails.
            foreach (var pending in batch)
                await StoreAllAsync([pending], cancellationToken);
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException)
        {
            foreach (var pending in batch)
                pending.Fail(e);
        }
    }

    private async Task StoreAsync(IReadOnlyList<PendingSubmission> batch, CancellationToken cancellationToken)
    {
        // 1. The agents that may be handed jobs now, and whose room nobody else is filling.
        var jobs = batch.SelectMany(pending => pending.Jobs).ToList();
        var here = jobs.Select(job => job.AgentId).Distinct().Select(agents.Find).OfType<AgentSession>().ToList();
        var entitled = await EntitledSessions.OfAsync(here, entitlements, cancellationToken);
        var sessions = entitled.First.Where(each => each.Entitlement.MayStart && each.Session.TakesWork && each.Session.RoomTurn.TryTake()).ToList();

        // 2. One transaction.
        IReadOnlyList<StoredJob> stored;
        try
        {
            stored = await store.StoreAsync(jobs, [.. sessions.Select(each => ClaimingSession.Of(each.Session, each.Entitlement))], cancellationToken);
        }
        finally
        {
            // The dispatcher leaves out agents whose turn is ours, and relies on being woken.
            foreach (var (session, _) in sessions.Where(each => each.Session.RoomTurn.Release()).ToList())
                dispatch.Wake(session.Agent.AgentId);
        }

        // 3. To the agents. A stream that breaks here costs nothing: the next hello gets its attempts again.
        var handed = stored.Select(job => job.Handed).OfType<HandedAttempt>().ToLookup(attempt => attempt.AgentId);
        foreach (var (session, _) in sessions)
            session.PostAll(DispatchMessages.Assign(handed[session.Agent.AgentId]));
        metrics.Assigned(handed.Sum(ofAgent => ofAgent.Count()));
        WakeForQueued(jobs.Zip(stored));

        // 4. To who asked.
        var at = 0;
        foreach (var pending in batch)
        {
            pending.Complete([.. stored.Skip(at).Take(pending.Jobs.Count)]);
            at += pending.Jobs.Count;
        }
    }

    private void WakeForQueued(IEnumerable<(NewJob Job, StoredJob Stored)> jobs)
    {
        var waiting = new HashSet<Guid>();
        foreach (var (job, stored) in jobs.Where(each => each.Stored.IsNew))
        {
            var marks = agents.Find(job.AgentId)?.QueueMarks;
            var (priority, id) = ((short)job.Document.Priority, stored.JobId!.Value);
            if (stored.Handed is null)
            {
                marks?.Queued(priority, id);
                waiting.Add(job.AgentId);
            }
            else
            {
                marks?.Took(priority, id);
            }
        }

        foreach (var agentId in waiting)
            dispatch.Wake(agentId);
    }
}
