using System.Text;
using Freehold.Protocol.V1;
using Google.Protobuf;

namespace Freehold.Worker.Reports;

/// <summary>Makes the last words of a process that did some tasks: one line that a cluster keeps with the pod, of 4,096 bytes at most.</summary>
internal static class BoundedTasks
{
    /// <summary>What a cluster keeps.</summary>
    public const int MostBytes = 4096;

    private static readonly int[] NameBytes = [512, 192, 96, 48, 0];

    /// <summary>The record, with names cut as far as it takes; of tasks that still do not fit none is told.</summary>
    public static WorkerReport Of(IReadOnlyList<TaskChanged> changed)
    {
        foreach (var bytes in NameBytes)
        {
            var tasks = new Protocol.V1.Tasks();
            tasks.Changed.AddRange(changed.Select(task => Cut(task, bytes)));
            var report = new WorkerReport { Tasks = tasks };
            if (Encoding.UTF8.GetByteCount(JsonFormatter.Default.Format(report)) < MostBytes)
                return report;
        }

        return new WorkerReport { Tasks = new() { Omitted = (uint)changed.Count } };
    }

    private static TaskChanged Cut(TaskChanged task, int bytes)
    {
        var cut = task.Clone();
        cut.ObjectName = BoundedText.Cut(task.ObjectName, bytes);
        cut.ColumnName = BoundedText.Cut(task.ColumnName, bytes);
        return cut;
    }
}
