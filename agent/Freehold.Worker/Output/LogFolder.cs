using Freehold.Buckets;

namespace Freehold.Worker.Output;

/// <summary>
/// The log files of an attempt, <c>&lt;job id&gt;/&lt;attempt&gt;/logs/…</c>: written in place where the store is on this machine,
/// else written here and put there now and then, so that a worker that is killed leaves a log.
/// </summary>
/// <param name="bucket">The store of the output.</param>
/// <param name="prefix">What the names of its objects begin with; ends with <c>/</c>.</param>
/// <param name="localFolder">Local folder for a store that is elsewhere; this attempt's alone.</param>
/// <param name="time">The clock.</param>
internal sealed class LogFolder(IBucket bucket, string prefix, string localFolder, TimeProvider time)
{
    /// <summary>Name of the coordinator's log.</summary>
    public const string MainLog = "worker.log";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, long> _shipped = new(StringComparer.Ordinal);

    /// <summary>Address of a log, for people.</summary>
    public string AddressOf(string name) => bucket.AddressOf(prefix + name);

    /// <summary>The local file that a log is written to.</summary>
    public string PathOf(string name) => bucket.LocalPathOf(prefix + name) ?? Path.Join(localFolder, name);

    /// <summary>Puts what has grown beside the output, every 30 s until stopped; returns then, without an exception.</summary>
    /// <param name="onFailure">Told of a store that refuses; the next time may go better.</param>
    /// <param name="stopped">Ends it.</param>
    public async Task ShipUntilAsync(Action<BucketException> onFailure, CancellationToken stopped)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stopped))
            {
                try
                {
                    await ShipAsync(stopped);
                }
                catch (BucketException e)
                {
                    onFailure(e);
                }
            }
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
            // The attempt has ended: the last of the log is put there when it is closed.
        }
    }

    /// <summary>Puts what has grown since the last time beside the output. One caller at a time.</summary>
    /// <exception cref="BucketException">The store refused or failed.</exception>
    public async Task ShipAsync(CancellationToken cancellationToken)
    {
        if (bucket.LocalPathOf(prefix) is not null || !Directory.Exists(localFolder))
            return;

        foreach (var file in new DirectoryInfo(localFolder).GetFiles("*.log"))
        {
            var length = file.Length;
            if (_shipped.GetValueOrDefault(file.Name) == length)
                continue;

            await using var draft = await bucket.BeginAsync(prefix + file.Name, localFolder, cancellationToken);
            await using (var from = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
            await using (var to = File.Create(draft.LocalPath))
                await from.CopyToAsync(to, cancellationToken);
            await draft.PublishAsync(cancellationToken);
            _shipped[file.Name] = length;
        }
    }

    /// <summary>Removes the local files of a store that is elsewhere.</summary>
    public void RemoveLocal()
    {
        if (bucket.LocalPathOf(prefix) is null && Directory.Exists(localFolder))
            Directory.Delete(localFolder, recursive: true);
    }
}
