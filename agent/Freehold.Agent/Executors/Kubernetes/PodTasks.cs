using Freehold.Protocol.V1;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>
/// What a pod's log says of tasks, each in its newest state. Records of tasks tell only what has changed, and a log may be read
/// again from its beginning: what is older than what is known changes nothing.
/// </summary>
internal sealed class PodTasks
{
    private readonly SortedDictionary<uint, (long At, TaskChanged Task)> _known = [];
    private uint _omitted;

    /// <summary>Takes a record in.</summary>
    /// <param name="at">Where it stands among all records that said something new.</param>
    /// <returns>Whether it said something new.</returns>
    public bool Add(Tasks tasks, long at)
    {
        _omitted = Math.Max(_omitted, tasks.Omitted);
        var isNews = false;
        foreach (var task in tasks.Changed.Where(task => task.Index < TaskBounds.MostTasks))
        {
            if (_known.TryGetValue(task.Index, out var known) && !IsLater(task, known.Task))
                continue;

            _known[task.Index] = (at, task);
            isNews = true;
        }

        return isNews;
    }

    /// <summary>The tasks that have changed since, or null when none has.</summary>
    public WorkerReport? ChangedSince(long at)
    {
        var changed = _known.Values.Where(each => each.At > at).Select(each => each.Task).ToList();
        return changed.Count == 0 ? null : new() { Tasks = new() { Changed = { changed }, Omitted = _omitted } };
    }

    // A try runs first and then is over, one way or another; the next one has a higher number.
    private static bool IsLater(TaskChanged task, TaskChanged than) =>
        task.Try != than.Try ? task.Try > than.Try : than.State is TaskState.Running && task.State is not TaskState.Running;
}
