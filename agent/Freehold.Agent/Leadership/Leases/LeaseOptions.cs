using Microsoft.Extensions.Options;

namespace Freehold.Agent.Leadership.Leases;

/// <summary>
/// How the replicas of an agent in a cluster agree which one leads. Section <c>Leadership</c>; only the Kubernetes executor reads it. All
/// replicas should have the same.
/// </summary>
public sealed class LeaseOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Leadership";

    /// <summary>Name of the Lease in the workers' namespace. Default <c>freehold-agent-</c> and the agent's label.</summary>
    public string? LeaseName { get; init; }

    /// <summary>
    /// How long a standby waits after the leader's last sign before it takes over. Default 15 s; 2 s to 5 min, whole seconds, more than
    /// <see cref="RenewDeadline"/>.
    /// </summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a leader that cannot renew goes on leading. Default 10 s; more than <see cref="RetryPeriod"/>.</summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the leader renews and a standby looks. Default 2 s; at least 0.1 s.</summary>
    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(2);
}

internal sealed class LeaseOptionsValidator : IValidateOptions<LeaseOptions>
{
    private const int LongestName = 253;

    private static readonly TimeSpan ShortestRetry = TimeSpan.FromMilliseconds(100);

    public ValidateOptionsResult Validate(string? name, LeaseOptions options)
    {
        var problems = new ValidateOptionsResultBuilder();

        if (options.LeaseName is { Length: 0 or > LongestName })
            problems.AddError($"{nameof(options.LeaseName)} must have 1 to {LongestName} characters");

        // The API server counts in whole seconds.
        if (options.LeaseDuration < TimeSpan.FromSeconds(2) || options.LeaseDuration > TimeSpan.FromMinutes(5)
            || options.LeaseDuration.Ticks % TimeSpan.TicksPerSecond != 0)
            problems.AddError($"{nameof(options.LeaseDuration)} must be from 2 s to 5 min, in whole seconds");

        if (options.RenewDeadline >= options.LeaseDuration)
            problems.AddError($"{nameof(options.RenewDeadline)} must be less than {nameof(options.LeaseDuration)}, or two replicas could lead at once");

        if (options.RetryPeriod < ShortestRetry || options.RetryPeriod >= options.RenewDeadline)
            problems.AddError($"{nameof(options.RetryPeriod)} must be at least 0.1 s and less than {nameof(options.RenewDeadline)}");

        return problems.Build();
    }
}
