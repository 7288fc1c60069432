using Microsoft.Extensions.Options;

namespace Freehold.Hosting.Tests.Configuration;

internal enum SampleColour
{
    Red,
    Green,
}

internal sealed class SampleOptions
{
    public string? Name { get; init; }

    public int Count { get; init; } = 7;

    public bool Flag { get; init; }

    public TimeSpan Pause { get; init; }

    public Uri? Address { get; init; }

    public SampleColour? Colour { get; init; }

    public IReadOnlyList<string> Names { get; init; } = [];
}

internal sealed class SampleValidator : IValidateOptions<SampleOptions>
{
    public ValidateOptionsResult Validate(string? name, SampleOptions options)
    {
        var problems = new ValidateOptionsResultBuilder();
        if (options.Count == 13)
            problems.AddError("must not be 13", nameof(options.Count));
        return problems.Build();
    }
}
