using Microsoft.Extensions.Options;

namespace Freehold.ControlPlane.Jobs;

/// <summary>How long a job waits before its next attempt. Section <c>Retries</c>.</summary>
public sealed class RetryOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Retries";

    /// <summary>Before the second attempt, at most; doubles with each. Default 1 s; above zero.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>However many attempts there were. Default 60 s; not below <see cref="FirstPause"/>.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(60);
}

internal sealed class RetryOptionsValidator : IValidateOptions<RetryOptions>
{
    public ValidateOptionsResult Validate(string? name, RetryOptions options)
    {
        var problems = new ValidateOptionsResultBuilder();

        if (options.FirstPause <= TimeSpan.Zero)
            problems.AddError("must be positive", nameof(options.FirstPause));

        if (options.LongestPause < options.FirstPause)
            problems.AddError("must not be below FirstPause", nameof(options.LongestPause));

        return problems.Build();
    }
}
