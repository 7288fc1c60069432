using Freehold.Agent.Assignments;
using Freehold.Agent.Executors.Kubernetes.Phases;
using Freehold.Agent.Kubernetes;
using k8s.Models;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>What the watches see, sorted by attempt. Whoever waits for one attempt hears of that one alone.</summary>
/// <remarks>Safe from any thread.</remarks>
internal sealed class AttemptSights : IResourceSink<V1Job>, IResourceSink<V1Pod>, IResourceSink<Corev1Event>
{
    private readonly Dictionary<AttemptId, Entry> _entries = [];
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _jobsRead = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _podsRead = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Which of the attempts' Jobs it knows; of the others it sees nothing.</summary>
    public JobPhase Phase { get; init; }

    /// <summary>Completes when all Jobs and pods that there are have been seen once.</summary>
    public Task Complete => Task.WhenAll(_jobsRead.Task, _podsRead.Task);

    /// <summary>Attempts of which a Job or a pod is there.</summary>
    public IReadOnlyList<AttemptId> Attempts
    {
        get
        {
            lock (_gate)
                return [.. _entries.Where(entry => entry.Value.Sight is { Job: not null, JobIsGone: false } or { Pod: not null, PodIsGone: false }).Select(entry => entry.Key)];
        }
    }

    /// <summary>Attempts whose pod the quota had no room for, oldest first, at most so many.</summary>
    public IReadOnlyList<AttemptId> WaitingForQuota(int most)
    {
        lock (_gate)
        {
            return [.. _entries.Values.Where(entry => entry.Sight.WaitsForQuota)
                .OrderBy(entry => entry.Sight.Job!.Metadata.CreationTimestamp).Select(entry => entry.Attempt).Take(most)];
        }
    }

    /// <summary>Pods that have not ended, as quotas count them.</summary>
    public int LivePods
    {
        get
        {
            lock (_gate)
                return _entries.Values.Count(entry => entry.Sight is { Pod.Status.Phase: not ("Succeeded" or "Failed"), PodIsGone: false });
        }
    }

    /// <summary>What is seen now, and a task that completes when it is something else.</summary>
    public (AttemptSight Sight, Task Changed) Look(AttemptId attempt)
    {
        lock (_gate)
        {
            var entry = EntryOf(attempt);
            return (entry.Sight, entry.Changed.Task);
        }
    }

    /// <summary>These nodes are silent, and no others.</summary>
    public void SetSilentNodes(IReadOnlySet<string> nodes) => Change(
        entry => entry.Sight.NodeIsSilent != IsOn(entry.Sight, nodes),
        sight => sight with { NodeIsSilent = !sight.NodeIsSilent });

    /// <summary>Nobody asks for it any more: it is dropped once nothing of it is there.</summary>
    public void Forget(AttemptId attempt)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(attempt, out var entry))
            {
                entry.IsForgotten = true;
                DropIfOver(entry);
            }
        }
    }

    public void Replace(IReadOnlyList<V1Job> all)
    {
        var there = all.Select(job => AttemptNames.TryRead(job.Metadata.Name, Phase, out var attempt) ? attempt : default).ToHashSet();
        Change(entry => entry.Sight.Job is not null && !there.Contains(entry.Attempt), sight => sight with { JobIsGone = true });
        foreach (var job in all)
            Set(job);
        _jobsRead.TrySetResult();
    }

    public void Set(V1Job resource)
    {
        if (AttemptNames.TryRead(resource.Metadata.Name, Phase, out var attempt))
            Change(attempt, sight => sight with { Job = resource, JobIsGone = false });
    }

    public void Remove(V1Job resource)
    {
        if (AttemptNames.TryRead(resource.Metadata.Name, Phase, out var attempt))
            Change(attempt, sight => sight with { Job = resource, JobIsGone = true });
    }

    public void Replace(IReadOnlyList<V1Pod> all)
    {
        var there = all.Select(pod => pod.Metadata.Uid).ToHashSet(StringComparer.Ordinal);
        Change(entry => entry.Sight.Pod is { } pod && !there.Contains(pod.Metadata.Uid), sight => sight with { PodIsGone = true });
        foreach (var pod in all)
            Set(pod);
        _podsRead.TrySetResult();
    }

    public void Set(V1Pod resource)
    {
        if (AttemptNames.TryReadPod(resource.Metadata.Name, Phase, out var attempt))
            Change(attempt, sight => IsNewer(resource, sight.Pod) ? sight.With(resource, isGone: false) : sight);
    }

    public void Remove(V1Pod resource)
    {
        if (AttemptNames.TryReadPod(resource.Metadata.Name, Phase, out var attempt))
            Change(attempt, sight => IsNewer(resource, sight.Pod) ? sight.With(resource, isGone: true) : sight);
    }

    public void Replace(IReadOnlyList<Corev1Event> all)
    {
        foreach (var warning in all)
            Set(warning);
    }

    public void Set(Corev1Event resource)
    {
        var about = resource.InvolvedObject;
        if (about.Kind is "Job" && AttemptNames.TryRead(about.Name, Phase, out var attempt) || about.Kind is "Pod" && AttemptNames.TryReadPod(about.Name, Phase, out attempt))
            Change(attempt, sight => sight.With(Warning.Of(resource)));
    }

    /// <summary>Events are deleted after an hour; what they told stays true.</summary>
    public void Remove(Corev1Event resource)
    {
    }

    private static bool IsOn(AttemptSight sight, IReadOnlySet<string> nodes) => sight.Pod?.Spec?.NodeName is { } node && nodes.Contains(node);

    private static bool IsNewer(V1Pod pod, V1Pod? than) =>
        than is null || than.Metadata.Uid == pod.Metadata.Uid || pod.Metadata.CreationTimestamp >= than.Metadata.CreationTimestamp;

    private void Change(AttemptId attempt, Func<AttemptSight, AttemptSight> change)
    {
        lock (_gate)
        {
            var entry = EntryOf(attempt);
            entry.Become(change);
            DropIfOver(entry);
        }
    }

    private void Change(Func<Entry, bool> which, Func<AttemptSight, AttemptSight> change)
    {
        lock (_gate)
        {
            foreach (var entry in _entries.Values.Where(which).ToList())
            {
                entry.Become(change);
                DropIfOver(entry);
            }
        }
    }

    private void DropIfOver(Entry entry)
    {
        if (entry is { IsForgotten: true, Sight: ({ Job: null } or { JobIsGone: true }) and ({ Pod: null } or { PodIsGone: true }) })
            _entries.Remove(entry.Attempt);
    }

    private Entry EntryOf(AttemptId attempt)
    {
        if (!_entries.TryGetValue(attempt, out var entry))
            _entries[attempt] = entry = new(attempt);
        return entry;
    }

    private sealed class Entry(AttemptId attempt)
    {
        public AttemptId Attempt => attempt;

        public bool IsForgotten { get; set; }

        public AttemptSight Sight { get; private set; } = AttemptSight.Nothing;

        public TaskCompletionSource Changed { get; private set; } = New();

        public void Become(Func<AttemptSight, AttemptSight> change)
        {
            Sight = change(Sight);
            var changed = Changed;
            Changed = New();
            changed.SetResult();
        }

        private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
