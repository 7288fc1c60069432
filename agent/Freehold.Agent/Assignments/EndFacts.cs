using Freehold.Agent.Executors;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Assignments;

/// <summary>
/// What is known of a worker besides how it ended: kept from its reports and its surroundings while it runs, because at the end
/// neither may be there any more.
/// </summary>
internal sealed class EndFacts
{
    private WorkerCircumstances _circumstances = new();
    private ulong _peakMemory;
    private ulong _memoryLimit;

    public void Note(WorkerCircumstances seen) => _circumstances = seen;

    public void Note(Progress progress) => _peakMemory = Math.Max(_peakMemory, progress.PeakMemoryBytes);

    /// <summary>Notes what the worker says of itself, and says in its place what its surroundings know better.</summary>
    public Started Note(Started started)
    {
        _memoryLimit = _circumstances.MemoryLimitBytes is 0 ? started.MemoryLimitBytes : _circumstances.MemoryLimitBytes;
        started.MemoryLimitBytes = _memoryLimit;
        started.ImageDigest = _circumstances.ImageDigest;
        started.Node = _circumstances.Node;
        return started;
    }

    /// <summary>Adds what is known to the terminal event.</summary>
    public JobEvent AddTo(JobEvent end)
    {
        var limit = _circumstances.MemoryLimitBytes is 0 ? _memoryLimit : _circumstances.MemoryLimitBytes;
        if (end.Succeeded is { } succeeded)
        {
            succeeded.PeakMemoryBytes = Math.Max(_peakMemory, succeeded.PeakMemoryBytes);
            succeeded.MemoryLimitBytes = limit;
        }

        if (end.Failed is { } failed)
        {
            failed.PeakMemoryBytes = Math.Max(_peakMemory, failed.PeakMemoryBytes);
            failed.MemoryLimitBytes = limit;
            failed.ClusterReason = _circumstances.ClusterReason;
            failed.Restarts = _circumstances.Restarts;
            failed.Node = _circumstances.Node;
            failed.ImageDigest = _circumstances.ImageDigest;
            failed.Warnings.Clear();
            failed.Warnings.AddRange(_circumstances.Warnings);
        }

        return end;
    }
}
