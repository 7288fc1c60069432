using Freehold.Protocol.V1;

namespace Freehold.Agent.Executors.Kubernetes.Phases;

/// <summary>The newest that was said of each task, whatever is read again or in another order. Not safe from several threads.</summary>
internal sealed class NewestTasks
{
    private const int Final = 3;

    private readonly SortedDictionary<uint, TaskChanged> _tasks = [];

    /// <summary>Takes what is said of a task.</summary>
    /// <returns>What is new; null when something as new is known.</returns>
    public TaskChanged? Take(TaskChanged said)
    {
        var known = _tasks.GetValueOrDefault(said.Index);
        if (known is not null && !IsNewer(said, known))
            return null;

        // Who was ended before it could speak is known by its number alone.
        if (known is not null && said.ObjectName.Length == 0)
            said = new(said) { ObjectName = known.ObjectName, BytesIn = known.BytesIn };
        return _tasks[said.Index] = said;
    }

    /// <summary>What is known of a task.</summary>
    public TaskChanged? Find(int index) => _tasks.GetValueOrDefault((uint)index);

    private static bool IsNewer(TaskChanged said, TaskChanged known) => (RankOf(known), RankOf(said)) switch
    {
        (Final, _) => false,
        (_, Final) => true,
        var (before, after) => said.Try > known.Try || (said.Try == known.Try && after > before),
    };

    private static int RankOf(TaskChanged task) => task.State switch
    {
        TaskState.Succeeded or TaskState.Quarantined => Final,
        TaskState.Failed => 2,
        TaskState.Retrying => 1,
        _ => 0,
    };
}
