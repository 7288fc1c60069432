using k8s.Models;

namespace Freehold.Agent.Executors.Kubernetes.Phases;

/// <summary>What belongs to the later Jobs of attempts.</summary>
internal sealed class LaterPhases(IServiceProvider services) : IDisposable
{
    /// <summary>The Job that commits.</summary>
    public PodPhase Commit { get; } = PodPhase.Make(services, JobPhase.Commit);

    /// <summary>The Job that clears away.</summary>
    public PodPhase Abandon { get; } = PodPhase.Make(services, JobPhase.Abandon);

    /// <summary>The Job of the tasks; its pods are in <see cref="Pods"/>.</summary>
    public PodPhase Tasks { get; } = PodPhase.Make(services, JobPhase.Tasks);

    /// <summary>The pods of tasks.</summary>
    public TaskPods Pods { get; } = new();

    /// <summary>Who wants to know of Jobs, before the first ones' own.</summary>
    public IReadOnlyList<Agent.Kubernetes.IResourceSink<V1Job>> JobSinks => [Tasks.Sights, Commit.Sights, Abandon.Sights];

    /// <summary>Who wants to know of pods.</summary>
    public IReadOnlyList<Agent.Kubernetes.IResourceSink<V1Pod>> PodSinks => [Pods, Commit.Sights, Abandon.Sights];

    /// <summary>Who wants to know of warnings.</summary>
    public IReadOnlyList<Agent.Kubernetes.IResourceSink<Corev1Event>> WarningSinks => [Pods, Tasks.Sights, Commit.Sights, Abandon.Sights];

    /// <summary>Ends the reading of reports.</summary>
    public Task StopAsync() => Task.WhenAll(Commit.Reports.StopAsync(), Abandon.Reports.StopAsync());

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var phase in new[] { Tasks, Commit, Abandon })
            phase.Reports.Dispose();
    }
}
