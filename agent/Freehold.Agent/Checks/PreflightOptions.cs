using Microsoft.Extensions.Options;

namespace Freehold.Agent.Checks;

/// <summary>What the agent checks of its surroundings, and when. Section <c>Preflight</c>.</summary>
public sealed class PreflightOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Preflight";

    /// <summary>
    /// JSON file with the stores to try: <c>[{"input": "s3://source/in/", "output": "s3://sink/out/", "kind": "transform"}]</c>. A worker of that
    /// kind's account tries them. Default none.
    /// </summary>
    public string? BucketsFile { get; init; }

    /// <summary>Names of Secrets that have to be there, separated by commas, beside those that workers' pods name. Default none.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>Whether a check may start workers. Default true.</summary>
    public bool Pods { get; init; } = true;

    /// <summary>How long one of those workers may take, its image's pull included. Default 3 min; 10 s to 30 min.</summary>
    public TimeSpan WorkerLimit { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>How often a running agent checks by itself, without starting workers. Default 1 day; 10 min to 30 days.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromDays(1);

    /// <summary>
    /// Longest time after its start until a running agent checks for the first time; the moment is random, so that a thousand agents do not
    /// come at once. Default 2 min; 0 s to 1 h.
    /// </summary>
    public TimeSpan FirstWithin { get; init; } = TimeSpan.FromMinutes(2);
}

internal sealed class PreflightOptionsValidator : IValidateOptions<PreflightOptions>
{
    public ValidateOptionsResult Validate(string? name, PreflightOptions options)
    {
        var problems = new ValidateOptionsResultBuilder();

        if (options.BucketsFile is { } file && !File.Exists(file))
            problems.AddError($"{nameof(options.BucketsFile)}: there is no file {file}");

        if (options.WorkerLimit < TimeSpan.FromSeconds(10) || options.WorkerLimit > TimeSpan.FromMinutes(30))
            problems.AddError($"{nameof(options.WorkerLimit)} must be from 10s to 30m");

        if (options.Interval < TimeSpan.FromMinutes(10) || options.Interval > TimeSpan.FromDays(30))
            problems.AddError($"{nameof(options.Interval)} must be from 10m to 30d");

        if (options.FirstWithin < TimeSpan.Zero || options.FirstWithin > TimeSpan.FromHours(1))
            problems.AddError($"{nameof(options.FirstWithin)} must be from 0s to 1h");

        return problems.Build();
    }
}
