using Microsoft.Extensions.Options;

namespace Freehold.Agent.Kubernetes;

/// <summary>How the agent talks to the cluster's API server. Section <c>Kubernetes</c>.</summary>
public sealed class KubernetesOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Kubernetes";

    /// <summary>The namespace of the workers. Default: the agent's own in a cluster, else the kubeconfig's.</summary>
    public string? Namespace { get; init; }

    /// <summary>A kubeconfig. Default: what the pod finds in itself, else <c>KUBECONFIG</c>, else <c>~/.kube/config</c>.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>Requests a second that the agent allows itself in the long run. Default 50; 1 to 10000.</summary>
    public int QueriesPerSecond { get; init; } = 50;

    /// <summary>Requests that it may send at once after a pause. Default 100; 1 to 10000.</summary>
    public int Burst { get; init; } = 100;

    /// <summary>
    /// Whether the Leases of nodes are read, by which a lost node is known within 30 s instead of a minute or more. Default false: the right
    /// to it lies outside of the agent's namespace.
    /// </summary>
    public bool ReadNodeLeases { get; init; }
}

internal sealed class KubernetesOptionsValidator : IValidateOptions<KubernetesOptions>
{
    private const int Most = 10_000;

    public ValidateOptionsResult Validate(string? name, KubernetesOptions options)
    {
        var problems = new ValidateOptionsResultBuilder();

        if (options.QueriesPerSecond is < 1 or > Most)
            problems.AddError($"{nameof(options.QueriesPerSecond)} must be from 1 to {Most}");

        if (options.Burst is < 1 or > Most)
            problems.AddError($"{nameof(options.Burst)} must be from 1 to {Most}");

        return problems.Build();
    }
}
