using Freehold.Agent.Assignments;
using Freehold.Agent.Kubernetes;
using k8s.Models;

namespace Freehold.Agent.Executors.Kubernetes.Phases;

/// <summary>
/// The pods of tasks as the watch sees them: of those that live everything, of those that have ended what they left. It stays when they go.
/// </summary>
/// <remarks>Safe from any thread.</remarks>
internal sealed class TaskPods : IResourceSink<V1Pod>, IResourceSink<Corev1Event>
{
    private readonly Dictionary<AttemptId, Entry> _entries = [];
    private readonly Lock _gate = new();

    /// <summary>The pods that live, those that have ended since a place in their order, and a task that completes when something changes.</summary>
    /// <param name="attempt">Whose.</param>
    /// <param name="seen">Place of the reader; 0 at the beginning. Is moved on.</param>
    public (IReadOnlyList<AttemptSight> Live, IReadOnlyList<EndedPod> Ended, Task Changed) Look(AttemptId attempt, ref int seen)
    {
        lock (_gate)
        {
            var entry = EntryOf(attempt);
            var ended = entry.Ended[seen..];
            seen = entry.Ended.Count;
            return ([.. entry.Live.Values], ended, entry.Changed.Task);
        }
    }

    /// <summary>Drops what is known of an attempt.</summary>
    public void Forget(AttemptId attempt)
    {
        lock (_gate)
            _entries.Remove(attempt);
    }

    public void Replace(IReadOnlyList<V1Pod> all)
    {
        lock (_gate)
        {
            var there = all.Select(pod => pod.Metadata.Name).ToHashSet(StringComparer.Ordinal);
            foreach (var entry in _entries.Values)
            {
                foreach (var gone in entry.Live.Values.Where(sight => !there.Contains(sight.Pod!.Metadata.Name)).ToList())
                    entry.Take(gone.Pod!, isGone: true);
            }

            foreach (var pod in all)
                Set(pod);
        }
    }

    public void Set(V1Pod resource) => Take(resource, isGone: false);

    public void Remove(V1Pod resource) => Take(resource, isGone: true);

    public void Replace(IReadOnlyList<Corev1Event> all)
    {
        foreach (var warning in all)
            Set(warning);
    }

    public void Set(Corev1Event resource)
    {
        var about = resource.InvolvedObject;
        if (about.Kind is not "Pod" || !AttemptNames.TryReadPod(about.Name, JobPhase.Tasks, out var attempt))
            return;

        lock (_gate)
        {
            if (_entries.TryGetValue(attempt, out var entry))
                entry.Take(about.Name, new(about.Kind, resource.Reason ?? "", resource.Message ?? ""));
        }
    }

    /// <summary>Events are deleted after an hour; what they told stays true.</summary>
    public void Remove(Corev1Event resource)
    {
    }

    private void Take(V1Pod pod, bool isGone)
    {
        if (!AttemptNames.TryReadPod(pod.Metadata.Name, JobPhase.Tasks, out var attempt))
            return;

        lock (_gate)
            EntryOf(attempt).Take(pod, isGone);
    }

    private Entry EntryOf(AttemptId attempt)
    {
        if (!_entries.TryGetValue(attempt, out var entry))
            _entries[attempt] = entry = new();
        return entry;
    }

    private sealed class Entry
    {
        private readonly HashSet<string> _over = new(StringComparer.Ordinal);

        public Dictionary<string, AttemptSight> Live { get; } = new(StringComparer.Ordinal);

        public List<EndedPod> Ended { get; } = [];

        public TaskCompletionSource Changed { get; private set; } = New();

        public void Take(V1Pod pod, bool isGone)
        {
            var name = pod.Metadata.Name;
            if (_over.Contains(name))
                return;

            var sight = (Live.GetValueOrDefault(name) ?? AttemptSight.Nothing) with { Pod = pod, PodIsGone = isGone };
            if (isGone || sight.Main?.Terminated is { Reason: not "ContainerStatusUnknown" } || pod.Status?.Phase is "Failed" or "Succeeded")
            {
                Live.Remove(name);
                _over.Add(name);
                Ended.Add(EndedPod.Of(sight));
            }
            else
            {
                Live[name] = sight;
            }

            Signal();
        }

        public void Take(string pod, Warning warning)
        {
            if (!Live.TryGetValue(pod, out var sight))
                return;

            Live[pod] = sight.With(warning);
            Signal();
        }

        private void Signal()
        {
            var changed = Changed;
            Changed = New();
            changed.SetResult();
        }

        private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
