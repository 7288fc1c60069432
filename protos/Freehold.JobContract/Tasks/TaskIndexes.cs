namespace Freehold.JobContract.Tasks;

/// <summary>
/// How the tasks of a plan are shared out over pods that know nothing but a number: index by index, in the order of the plan. Worker
/// and agent count alike, so that the number of tasks says it all. Pure.
/// </summary>
public static class TaskIndexes
{
    /// <summary>Most indexes of a job. The cluster would take 100,000, but keeps a list of those that are done in one object.</summary>
    public const int Most = 10_000;

    /// <summary>Tasks of each index but the last, which may have fewer.</summary>
    /// <param name="tasks">Tasks of the plan.</param>
    public static int Width(int tasks) => Math.Max(1, (tasks + Most - 1) / Most);

    /// <summary>How many indexes there are; 0 for a plan without tasks.</summary>
    /// <param name="tasks">Tasks of the plan.</param>
    public static int Count(int tasks) => (tasks + Width(tasks) - 1) / Width(tasks);

    /// <summary>The tasks of an index; empty when there is no such index.</summary>
    /// <param name="index">From 0.</param>
    /// <param name="tasks">Tasks of the plan.</param>
    public static Range Of(int index, int tasks)
    {
        if (index < 0 || index >= Count(tasks))
            return ..0;

        var width = Width(tasks);
        return (index * width)..Math.Min(tasks, (index + 1) * width);
    }
}
