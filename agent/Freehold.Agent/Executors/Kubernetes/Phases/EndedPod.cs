using System.Globalization;
using System.Text;
using Freehold.JobContract.Failures;
using Freehold.Protocol.V1;
using k8s.Models;

namespace Freehold.Agent.Executors.Kubernetes.Phases;

/// <summary>What is kept of a pod that has ended: what its worker left as last words, else how it was lost.</summary>
/// <param name="Index">Which index it had.</param>
/// <param name="Try">Which try of it, from 1.</param>
/// <param name="Words">What the worker said about its tasks, those that are told one by one.</param>
/// <param name="Code">Code of its failure; empty when there was none.</param>
internal sealed record EndedPod(int Index, int Try, IReadOnlyList<TaskChanged> Words, string Code)
{
    private const string IndexMark = "batch.kubernetes.io/job-completion-index";
    private const string FailuresMark = "batch.kubernetes.io/job-index-failure-count";

    /// <summary>Rows of its tasks.</summary>
    public ulong Rows { get; init; }

    /// <summary>Bytes that its tasks have read.</summary>
    public ulong BytesIn { get; init; }

    /// <summary>Bytes that its tasks have written.</summary>
    public ulong BytesOut { get; init; }

    /// <summary>Tasks that were put aside.</summary>
    public uint Quarantined { get; init; }

    /// <summary>Whether it is known by its end alone.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Reads it.</summary>
    /// <param name="sight">The pod, as it was last.</param>
    public static EndedPod Of(AttemptSight sight)
    {
        var said = WordsOf(sight.Main?.Terminated?.Message);
        var failed = said.FirstOrDefault(task => task.State is TaskState.Failed or TaskState.Retrying);
        var done = said.Where(task => task.State is TaskState.Succeeded or TaskState.Quarantined).ToList();
        return new(IndexOf(sight.Pod!), FailuresOf(sight.Pod!) + 1, [.. said.Where(task => task.Index < TaskBounds.MostTasks)], CodeOf(sight, failed))
        {
            Rows = (ulong)done.Sum(task => (decimal)task.Rows),
            BytesIn = (ulong)done.Sum(task => (decimal)task.BytesIn),
            BytesOut = (ulong)done.Sum(task => (decimal)task.BytesOut),
            Quarantined = (uint)done.Count(task => task.State is TaskState.Quarantined),
            IsSilent = failed is null && done.Count == 0,
        };
    }

    /// <summary>The index that the cluster has given a pod.</summary>
    public static int IndexOf(V1Pod pod) => NumberIn(pod, IndexMark);

    private static int FailuresOf(V1Pod pod) => NumberIn(pod, FailuresMark);

    private static int NumberIn(V1Pod pod, string mark) =>
        pod.Metadata.Annotations?.TryGetValue(mark, out var text) is true
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string CodeOf(AttemptSight sight, TaskChanged? failed) => sight.Main?.Terminated switch
    {
        { ExitCode: 0 } => "",
        { Reason: "OOMKilled" } => FailureCode.OomKilled,
        { Reason: "StartError" or "ContainerCannotRun" } => FailureCode.WorkerNotStarted,
        _ when failed is not null => ReportBounds.WordOrNothing(failed.FailureCode),
        _ => LossSigns.Of(sight)?.Code ?? FailureCode.WorkerCrashed,
    };

    private static IReadOnlyList<TaskChanged> WordsOf(string? message)
    {
        if (string.IsNullOrEmpty(message))
            return [];

        var records = new List<WorkerReport>();
        var lines = new ReportLines();
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(message));
        while (lines.ReadFrom(stream, records) > 0)
        {
            // the next piece
        }

        lines.Finish(records);
        return [.. records.Where(record => record.Tasks is not null).SelectMany(record => record.Tasks.Changed).Where(task => task.State is not TaskState.Running)];
    }
}
