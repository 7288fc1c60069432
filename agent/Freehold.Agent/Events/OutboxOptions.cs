using Microsoft.Extensions.Options;

namespace Freehold.Agent.Events;

/// <summary>How much the agent keeps for a control plane that it cannot reach. Section <c>Outbox</c>.</summary>
public sealed class OutboxOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Outbox";

    /// <summary>
    /// Bytes of unacknowledged events above which the agent accepts no new work. Default 67108864 (64 MiB); at least 1048576
    /// (1 MiB). Events of accepted work are kept beyond it.
    /// </summary>
    public long MaxBytes { get; init; } = 64 * 1024 * 1024;
}

internal sealed class OutboxOptionsValidator : IValidateOptions<OutboxOptions>
{
    public ValidateOptionsResult Validate(string? name, OutboxOptions options)
    {
        var problems = new ValidateOptionsResultBuilder();
        if (options.MaxBytes < 1024 * 1024)
            problems.AddError($"{nameof(options.MaxBytes)} must be at least 1048576 (1 MiB)");

        return problems.Build();
    }
}
