using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Freehold.ControlPlane.Agents.Installing;

/// <summary>Where customers find chart and images. Section <c>Installation</c>. Without both, no Helm command is told.</summary>
public sealed class InstallationOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Installation";

    /// <summary>The agent's chart as <c>helm install</c> takes it, for example <c>oci://registry.example/charts/freehold-agent</c>. Default none.</summary>
    public string? Chart { get; init; }

    /// <summary>Version of the chart. Default: the control plane's own.</summary>
    public string? ChartVersion { get; init; }

    /// <summary>Registry and path of the images, for example <c>registry.example/freehold</c>. Default none.</summary>
    public string? ImageRegistry { get; init; }
}

internal sealed partial class InstallationOptionsValidator : IValidateOptions<InstallationOptions>
{
    public ValidateOptionsResult Validate(string? name, InstallationOptions options)
    {
        var problems = new ValidateOptionsResultBuilder();

        // Both go into a command that people paste into a shell.
        if (options.Chart is { } chart && !ChartPlace().IsMatch(chart))
            problems.AddError("must be a place of a chart such as oci://registry.example/charts/freehold-agent", nameof(options.Chart));
        if (options.ChartVersion is { } version && !Version().IsMatch(version))
            problems.AddError("must be a version such as 0.1.0", nameof(options.ChartVersion));
        if (options.ImageRegistry is { } registry && !Registry().IsMatch(registry))
            problems.AddError("must be a host with a path such as registry.example/freehold", nameof(options.ImageRegistry));
        if (options.Chart is null != options.ImageRegistry is null)
            problems.AddError("must be given together", $"{nameof(options.Chart)}, {nameof(options.ImageRegistry)}");

        return problems.Build();
    }

    [GeneratedRegex(@"^((oci|https)://)?[A-Za-z0-9./][-A-Za-z0-9._:/]*\z", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex ChartPlace();

    [GeneratedRegex(@"^[0-9]+\.[0-9]+\.[0-9]+([-+][-+.0-9A-Za-z]+)?\z", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Version();

    [GeneratedRegex(@"^[A-Za-z0-9][-.A-Za-z0-9]*(:[0-9]+)?(/[-._a-z0-9]+)*\z", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Registry();
}
