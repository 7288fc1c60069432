using k8s;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Executors;

/// <summary>How workers are run. Section <c>Executor</c>.</summary>
public sealed class ExecutorOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Executor";

    /// <summary>Where workers run: Process or Kubernetes. Default: Kubernetes in a cluster, else Process.</summary>
    public ExecutorKind? Kind { get; init; }

    /// <summary>
    /// The worker program. Default: <c>freehold-worker</c> beside the agent's program, else the first one in <c>PATH</c>.
    /// </summary>
    public string? WorkerPath { get; init; }

    /// <summary>How long a worker that is told to stop may take before it is killed. Default 10 s; 0 s to 5 min.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Whether workers are stopped when the agent stops. Default false: they go on and the next start of the agent takes them
    /// over. Their attempts fail when it is true.
    /// </summary>
    public bool StopWorkersOnExit { get; init; }

    /// <summary>Whether work folders of finished attempts are kept, to look into them. Default false. They may hold data.</summary>
    public bool KeepWorkFolders { get; init; }

    /// <summary>
    /// Whether workers get credentials for just their job's addresses and time, where a store can make such. Default true. When
    /// false they get the agent's own connections.
    /// </summary>
    public bool NarrowCredentials { get; init; } = true;

    /// <summary>
    /// Names of environment variables of the agent that workers get as well, separated by commas. Default none: a worker gets
    /// PATH, HOME, the time zone, .NET's own settings and the secrets that its job names.
    /// </summary>
    public IReadOnlyList<string> PassEnvironment { get; init; } = [];

    /// <summary>Where workers run, default included.</summary>
    internal ExecutorKind KindHere => Kind ?? (KubernetesClientConfiguration.IsInCluster() ? ExecutorKind.Kubernetes : ExecutorKind.Process);
}

internal sealed class ExecutorOptionsValidator : IValidateOptions<ExecutorOptions>
{
    public ValidateOptionsResult Validate(string? name, ExecutorOptions options)
    {
        var problems = new ValidateOptionsResultBuilder();

        if (options.StopGrace < TimeSpan.Zero || options.StopGrace > TimeSpan.FromMinutes(5))
            problems.AddError($"{nameof(options.StopGrace)} must be from 0s to 5m");

        // The agent's own settings hold its token; secrets of jobs are given by name only.
        foreach (var variable in options.PassEnvironment.Where(variable => variable.StartsWith("FREEHOLD_", StringComparison.OrdinalIgnoreCase)))
            problems.AddError($"{nameof(options.PassEnvironment)} must not name {variable}: Freehold's own variables are never passed on");

        return problems.Build();
    }
}
