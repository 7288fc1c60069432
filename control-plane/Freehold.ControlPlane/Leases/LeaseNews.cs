using Freehold.ControlPlane.Jobs;

namespace Freehold.ControlPlane.Leases;

/// <summary>
/// Tells those who watch a job on this replica that its agent's lease has just run out: nothing is written then, so nobody
/// else would.
/// </summary>
internal sealed class LeaseNews(LeaseStore store, JobChanges changes, TimeProvider time)
{
    // What two looks may overlap by: told twice costs a read, not told a watcher's interval.
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(1);

    private long _lastLook = time.GetTimestamp();

    public async Task TellAsync(CancellationToken cancellationToken)
    {
        var now = time.GetTimestamp();
        var watched = changes.Watched();
        if (watched.Count > 0)
        {
            foreach (var jobId in await store.JustCutOffAsync(watched, time.GetElapsedTime(_lastLook, now) + Overlap, cancellationToken))
                changes.PublishHere(jobId);
        }

        _lastLook = now;
    }
}
