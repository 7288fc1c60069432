using System.Globalization;
using Freehold.Buckets;
using Freehold.Worker.Output;
using Freehold.Worker.Tasks;

namespace Freehold.Worker.Run;

/// <summary>Where an attempt writes: under the output's prefix, and on this machine.</summary>
/// <param name="Output">Files of data, and the commit.</param>
/// <param name="Store">The plan and the records.</param>
/// <param name="Sweep">Deletes what nobody will read.</param>
/// <param name="Logs">The log files.</param>
/// <param name="DocumentPath">Local file with the document, for children.</param>
internal sealed record AttemptPlaces(AttemptOutput Output, TaskStore Store, OutputSweep Sweep, LogFolder Logs, string DocumentPath)
{
    /// <summary>The places of an attempt. Nothing is made or reached.</summary>
    /// <param name="bucket">The store of the output.</param>
    /// <param name="request">The attempt.</param>
    /// <param name="logFolder">Local folder for logs, where the store is elsewhere.</param>
    /// <param name="time">The clock.</param>
    public static AttemptPlaces Of(IBucket bucket, RunRequest request, string logFolder, TimeProvider time)
    {
        var store = new TaskStore(bucket, request.JobId, request.Attempt);
        var logs = string.Create(CultureInfo.InvariantCulture, $"{request.JobId}/{request.Attempt}/logs/");
        return new(
            new AttemptOutput(bucket, request.JobId, request.Attempt),
            store,
            new OutputSweep(bucket, store, request.JobId, request.Attempt),
            new LogFolder(bucket, logs, logFolder, time),
            Path.Join(request.WorkFolder, "job.json"));
    }
}
