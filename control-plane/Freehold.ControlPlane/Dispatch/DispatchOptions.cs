using Microsoft.Extensions.Options;

namespace Freehold.ControlPlane.Dispatch;

/// <summary>How jobs are handed to agents. Section <c>Dispatch</c>.</summary>
public sealed class DispatchOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Dispatch";

    /// <summary>
    /// How often every connected agent is looked at although nothing was signalled: the longest a job waits when a signal
    /// was lost. Default 15 s; above zero.
    /// </summary>
    public TimeSpan Sweep { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Jobs handed to one agent in one transaction, at most. Default 100; 1 to 500.</summary>
    public int BatchSize { get; init; } = 100;
}

internal sealed class DispatchOptionsValidator : IValidateOptions<DispatchOptions>
{
    public ValidateOptionsResult Validate(string? name, DispatchOptions options)
    {
        var problems = new ValidateOptionsResultBuilder();

        if (options.Sweep <= TimeSpan.Zero)
            problems.AddError("must be positive", nameof(options.Sweep));

        if (options.BatchSize is < 1 or > 500)
            problems.AddError("must be 1 to 500", nameof(options.BatchSize));

        return problems.Build();
    }
}
