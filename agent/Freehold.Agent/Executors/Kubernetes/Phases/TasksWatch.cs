using System.Globalization;
using System.Runtime.CompilerServices;
using Freehold.Agent.Assignments;
using Freehold.JobContract.Failures;
using Freehold.JobContract.Tasks;
using Freehold.Protocol.V1;
using k8s.Models;

namespace Freehold.Agent.Executors.Kubernetes.Phases;

/// <summary>Follows the Job of an attempt's tasks by what the watches see; no log of its pods is read.</summary>
internal sealed class TasksWatch(JobObjects objects, AttemptSights sights, TaskPods pods, TimeProvider time)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(5);

    // Jobs and pods are watched apart, and a pod that has to go takes its grace: for so long what they leave is waited for.
    private static readonly TimeSpan LastPodsPatience = TimeSpan.FromSeconds(30);

    // How long a Job that was made may take to be seen.
    private static readonly TimeSpan SightPatience = TimeSpan.FromSeconds(15);

    /// <summary>What is seen, then one <see cref="TasksEnded"/>.</summary>
    /// <param name="attempt">Whose.</param>
    /// <param name="age">Since the attempt began; null while that is not known.</param>
    /// <param name="cancellationToken">Ends the watching, and nothing else.</param>
    public async IAsyncEnumerable<WorkerObservation> WatchAsync(
        AttemptId attempt, Func<TimeSpan?> age, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var judge = new TasksJudge();
        var told = new NewestTasks();
        var losses = new Dictionary<int, string>();
        var over = new HashSet<int>();
        var begin = time.GetTimestamp();
        TaskTotals? totals = null;
        TasksVerdict? verdict = null;
        TimeSpan? overAt = null;
        var seen = 0;
        while (true)
        {
            // 1. What is there.
            var (sight, jobChanged) = sights.Look(attempt);
            if (sight.Job is null && time.GetElapsedTime(begin) > SightPatience && await objects.TryFindAsync(attempt, cancellationToken) is false)
            {
                yield return new TasksEnded(new TasksVerdict.Lost(new Failed { Code = FailureCode.PodDeleted }), losses);
                yield break;
            }

            var tasks = NumberIn(sight.Job, AttemptLabels.Tasks);
            totals ??= sight.Job is null ? null : new((int)tasks, tasks > 0 ? NumberIn(sight.Job, AttemptLabels.Bytes) : 0);
            var (live, ended, podsChanged) = sight.Job is null ? ([], [], Task.CompletedTask) : pods.Look(attempt, ref seen);

            // 2. What the pods have left.
            foreach (var pod in ended)
            {
                totals!.Take(pod);
                over.Add(pod.Index);
                if (pod.Code.Length > 0)
                    losses[pod.Index] = pod.Code;
            }

            foreach (var batch in ended.SelectMany(pod => ChangesOf(pod, (int)tasks)).Select(told.Take).OfType<TaskChanged>().Chunk(TaskBounds.BatchLength))
                yield return new WorkerReported(new() { Tasks = new() { Omitted = (uint)Math.Max(0, (int)tasks - TaskBounds.MostTasks), Changed = { batch } } });
            if (totals is not null)
                yield return new WorkerReported(new() { Progress = totals.Of(sight.Job!.Status, live.Count(pod => pod.Main?.Running is not null), age() ?? TimeSpan.Zero) });

            // 3. How it is. The first sign of an end is its cause; what follows from it is not asked again.
            var now = time.GetElapsedTime(begin);
            var looked = verdict ?? judge.Judge(sight, live, now);
            if (looked is TasksVerdict.Waits { Reason: var reason })
                yield return new WorkerWaits(reason);
            else if (looked is TasksVerdict.Runs)
                yield return new StillWatching();
            else
                (verdict, overAt) = (looked, overAt ?? now);

            if (verdict is not null)
            {
                yield return new EndingLeftovers();
                if (verdict is TasksVerdict.Lost || live.Count == 0 && EndedIn(sight.Job).All(over.Contains) || now - overAt >= LastPodsPatience)
                {
                    yield return new TasksEnded(verdict, GivenUpOf(sight.Job, losses));
                    yield break;
                }
            }

            await AnyAsync(sight.Job is null ? [jobChanged] : [jobChanged, podsChanged], cancellationToken);
        }
    }

    // An index of one task is that task. What was ended before it could speak is known by how it ended.
    private static IEnumerable<TaskChanged> ChangesOf(EndedPod pod, int tasks)
    {
        if (!pod.IsSilent)
            return pod.Words;
        if (pod.Code.Length == 0 || pod.Code is FailureCode.PodDeleted || TaskIndexes.Width(tasks) > 1 || pod.Index >= TaskBounds.MostTasks)
            return [];
        return [new() { Index = (uint)pod.Index, State = TaskState.Retrying, Try = (uint)pod.Try, FailureCode = pod.Code }];
    }

    // The Job may be seen to be over before the first of its pods is seen at all.
    private static IEnumerable<int> EndedIn(V1Job? job) => IndexRanges.Each(job?.Status?.CompletedIndexes).Concat(IndexRanges.Each(job?.Status?.FailedIndexes));

    private static Dictionary<int, string> GivenUpOf(V1Job? job, Dictionary<int, string> losses) => IndexRanges.Each(job?.Status?.FailedIndexes)
        .ToDictionary(index => index, index => losses.GetValueOrDefault(index) ?? FailureCode.WorkerCrashed);

    private static ulong NumberIn(V1Job? job, string annotation) =>
        job?.Metadata.Annotations?.TryGetValue(annotation, out var text) is true
        && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private async Task AnyAsync(Task[] changes, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var timer = Task.Delay(LookInterval, time, over.Token);
        await Task.WhenAny(changes.Append(timer));
        await over.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
