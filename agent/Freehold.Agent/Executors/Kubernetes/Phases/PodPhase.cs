using Freehold.Agent.Assignments;

namespace Freehold.Agent.Executors.Kubernetes.Phases;

/// <summary>One of the Jobs of attempts that have a single pod, with all that watches it.</summary>
internal sealed record PodPhase(JobObjects Objects, AttemptSights Sights, PodReports Reports, KubernetesExecutor Executor)
{
    /// <summary>The one of the first Job is the container's own; those of later Jobs are made like it.</summary>
    public static PodPhase Make(IServiceProvider services, JobPhase phase)
    {
        var objects = new JobObjects(
            services.GetRequiredService<Agent.Kubernetes.ClusterConnection>(), services.GetRequiredService<JobManifest>(), services.GetRequiredService<ILogger<JobObjects>>())
        {
            Phase = phase,
        };
        var sights = new AttemptSights { Phase = phase };
        var reports = ActivatorUtilities.CreateInstance<PodReports>(services, sights);
        return new(objects, sights, reports, ActivatorUtilities.CreateInstance<KubernetesExecutor>(services, objects, sights, reports));
    }

    /// <summary>Whether the attempt has this Job, as far as was seen.</summary>
    public bool Has(AttemptId attempt) => Sights.Look(attempt).Sight is { Job: not null, JobIsGone: false };

    /// <summary>Drops what is known; the Job goes with the attempt's first.</summary>
    public async Task ForgetAsync(AttemptId attempt)
    {
        await Reports.ForgetAsync(attempt);
        Sights.Forget(attempt);
    }
}
