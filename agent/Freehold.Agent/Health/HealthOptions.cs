using Microsoft.Extensions.Options;

namespace Freehold.Agent.Health;

/// <summary>Where the agent tells how it is. Section <c>Health</c>.</summary>
public sealed class HealthOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Health";

    /// <summary>
    /// Address for <c>/healthz</c>, <c>/readyz</c> and <c>/metrics</c>, for example <c>http://127.0.0.1:9090</c>. Default none: the
    /// agent opens no port.
    /// </summary>
    public Uri? Listen { get; init; }
}

internal sealed class HealthOptionsValidator : IValidateOptions<HealthOptions>
{
    public ValidateOptionsResult Validate(string? name, HealthOptions options)
    {
        var problems = new ValidateOptionsResultBuilder();
        if (options.Listen is { } listen && (listen.Scheme != Uri.UriSchemeHttp || listen.AbsolutePath != "/"))
            problems.AddError($"{nameof(options.Listen)} must have the form http://address:port");

        return problems.Build();
    }
}
