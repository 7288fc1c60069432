using Freehold.Protocol.V1;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>The tasks of one report, each in its newest state, and since when. A report that is read again says nothing new.</summary>
/// <remarks>Touched only while holding the report's lock.</remarks>
internal sealed class ReportedTasks
{
    private readonly Dictionary<uint, (long At, TaskChanged Task)> _tasks = [];
    private uint _omitted;

    /// <summary>Takes a record in.</summary>
    /// <param name="at">Its place among all records.</param>
    /// <returns>Whether it said anything new.</returns>
    public bool Add(Tasks record, long at)
    {
        var isNew = record.Omitted > _omitted;
        _omitted = Math.Max(_omitted, record.Omitted);
        foreach (var task in record.Changed.Where(task => task.Index < TaskBounds.MostTasks))
        {
            if (_tasks.TryGetValue(task.Index, out var known) && Order(task).CompareTo(Order(known.Task)) <= 0)
                continue;

            _tasks[task.Index] = (at, task);
            isNew = true;
        }

        return isNew;
    }

    /// <summary>Those that have changed since a place; null when none has.</summary>
    public WorkerReport? Since(long place)
    {
        var changed = _tasks.Values.Where(each => each.At > place).OrderBy(each => each.At).Select(each => each.Task).ToList();
        return changed.Count == 0 ? null : new() { Tasks = new() { Changed = { changed }, Omitted = _omitted } };
    }

    // Which of two states of a task is the later one.
    private static (uint Try, int Step, ulong Rows, ulong BytesIn) Order(TaskChanged task) => (task.Try, task.State switch
    {
        TaskState.Running => 0,
        TaskState.Retrying => 1,
        _ => 2,
    }, task.Rows, task.BytesIn);
}
