using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Freehold.ControlPlane.Replicas;

namespace Freehold.ControlPlane.Jobs;

/// <summary>Why a watcher should read its job again.</summary>
internal enum JobChange
{
    /// <summary>It has just begun to watch.</summary>
    First,

    /// <summary>The job was written to, here or by another replica.</summary>
    Published,

    /// <summary>Nothing was heard for a while: a notice may have been lost.</summary>
    Interval,
}

/// <summary>Tells whoever watches a job that it may have changed, on whichever replica it was written.</summary>
internal sealed class JobChanges
{
    /// <summary>How long a watcher relies on notices alone.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly ReplicaNotices _notices;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, List<Channel<JobChange>>> _watchers = [];

    public JobChanges(ReplicaNotices notices, TimeProvider time)
    {
        _notices = notices;
        _time = time;
        notices.Subscribe(OnReceived);
    }

    /// <summary>After a commit that changed the job. Never waits, never throws.</summary>
    public void Publish(Guid jobId)
    {
        TellWatchers(jobId);
        _notices.Post(new(NoticeKind.JobChanged, jobId));
    }

    /// <summary>Jobs that somebody watches on this replica.</summary>
    public IReadOnlyCollection<Guid> Watched()
    {
        lock (_lock)
            return [.. _watchers.Keys];
    }

    /// <summary>The job looks different now though nothing was written, which every replica finds out by itself.</summary>
    public void PublishHere(Guid jobId) => TellWatchers(jobId);

    /// <summary>
    /// One item at once, then one whenever the job may have changed, and one every <see cref="Interval"/> regardless. Items
    /// are merged while the reader is busy: after each, read the job.
    /// </summary>
    public async IAsyncEnumerable<JobChange> WatchAsync(Guid jobId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var changes = Channel.CreateBounded<JobChange>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        Add(jobId, changes);
        try
        {
            // Watching began before the first read, so that nothing falls between the two.
            yield return JobChange.First;

            await using var interval = _time.CreateTimer(_ => changes.Writer.TryWrite(JobChange.Interval), state: null, Interval, Interval);
            await foreach (var change in changes.Reader.ReadAllAsync(cancellationToken))
                yield return change;
        }
        finally
        {
            Remove(jobId, changes);
        }
    }

    private void OnReceived(ReplicaNotice notice)
    {
        if (notice.Kind is not NoticeKind.JobChanged)
            return;

        if (notice.Id != ReplicaNotice.Everything)
        {
            TellWatchers(notice.Id);
            return;
        }

        Guid[] all;
        lock (_lock)
            all = [.. _watchers.Keys];
        foreach (var jobId in all)
            TellWatchers(jobId);
    }

    private void TellWatchers(Guid jobId)
    {
        lock (_lock)
        {
            if (!_watchers.TryGetValue(jobId, out var watchers))
                return;
            foreach (var watcher in watchers)
                watcher.Writer.TryWrite(JobChange.Published);
        }
    }

    private void Add(Guid jobId, Channel<JobChange> watcher)
    {
        lock (_lock)
        {
            if (!_watchers.TryGetValue(jobId, out var watchers))
                _watchers.Add(jobId, watchers = []);
            watchers.Add(watcher);
        }
    }

    private void Remove(Guid jobId, Channel<JobChange> watcher)
    {
        lock (_lock)
        {
            var watchers = _watchers[jobId];
            watchers.Remove(watcher);
            if (watchers.Count == 0)
                _watchers.Remove(jobId);
        }
    }
}
