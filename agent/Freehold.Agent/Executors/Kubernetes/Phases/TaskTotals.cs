using Freehold.JobContract.Tasks;
using Freehold.Protocol.V1;
using Google.Protobuf.WellKnownTypes;
using k8s.Models;

namespace Freehold.Agent.Executors.Kubernetes.Phases;

/// <summary>Progress of a job whose tasks are done by pods: the counts are the Job's own, rows and bytes what its pods have left.</summary>
/// <param name="tasks">Tasks of the plan.</param>
/// <param name="bytes">Size of their inputs.</param>
internal sealed class TaskTotals(int tasks, ulong bytes)
{
    private readonly Dictionary<int, EndedPod> _done = [];

    /// <summary>Takes a pod that has ended; of an index that was done twice the newer counts.</summary>
    public void Take(EndedPod pod)
    {
        if (pod.Code.Length == 0)
            _done[pod.Index] = pod;
    }

    /// <summary>What is done.</summary>
    /// <param name="status">Of the Job.</param>
    /// <param name="running">Pods whose worker runs.</param>
    /// <param name="elapsed">Since the attempt began.</param>
    public Progress Of(V1JobStatus? status, int running, TimeSpan elapsed) => new()
    {
        TasksTotal = (uint)tasks,
        TasksDone = (uint)Count(status?.CompletedIndexes),
        TasksFailed = (uint)Count(status?.FailedIndexes),
        TasksQuarantined = (uint)_done.Values.Sum(pod => pod.Quarantined),
        TasksRunning = (uint)running,
        RowsRead = (ulong)_done.Values.Sum(pod => (decimal)pod.Rows),
        BytesRead = Math.Min(bytes, (ulong)_done.Values.Sum(pod => (decimal)pod.BytesIn)),
        BytesTotal = bytes,
        BytesWritten = (ulong)_done.Values.Sum(pod => (decimal)pod.BytesOut),
        Elapsed = Duration.FromTimeSpan(elapsed > TimeSpan.Zero ? elapsed : TimeSpan.Zero),
    };

    // All indexes have the same number of tasks but the last.
    private int Count(string? indexes) => IndexRanges.Parse(indexes)
        .Sum(range => Math.Max(0, TaskIndexes.Of(range.Last, tasks).End.Value - TaskIndexes.Of(range.First, tasks).Start.Value));
}
