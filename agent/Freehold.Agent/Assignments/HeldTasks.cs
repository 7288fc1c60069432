using Freehold.Agent.Executors;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Assignments;

/// <summary>
/// Tasks of an attempt that have changed and are not reported yet, each in its newest state. However much a worker says, what is
/// held and what is sent stays within the bounds of the contract; said again after a restart, it only says the same again.
/// </summary>
internal sealed class HeldTasks
{
    private readonly SortedDictionary<uint, TaskChanged> _changed = [];
    private uint _omitted;

    /// <summary>Takes a worker's record in.</summary>
    public void Add(Tasks tasks)
    {
        _omitted = Math.Max(_omitted, tasks.Omitted);
        foreach (var task in tasks.Changed.Where(task => task.Index < TaskBounds.MostTasks))
            _changed[task.Index] = TaskBounds.Bounded(task);
    }

    /// <summary>The next event, or null when nothing has changed.</summary>
    public Tasks? Take()
    {
        if (_changed.Count == 0)
            return null;

        var batch = new Tasks { Omitted = _omitted };
        batch.Changed.AddRange(_changed.Values.Take(TaskBounds.BatchLength));
        foreach (var task in batch.Changed)
            _changed.Remove(task.Index);
        return batch;
    }
}
