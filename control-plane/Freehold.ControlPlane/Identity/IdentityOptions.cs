using Microsoft.Extensions.Options;

namespace Freehold.ControlPlane.Identity;

/// <summary>Keys and tokens. Section <c>Identity</c>.</summary>
public sealed class IdentityOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Identity";

    /// <summary>
    /// PEM file of the P-256 private key that signs agent tokens; the same for all control planes of one database. Default,
    /// with a database of our own only: one made in the state directory.
    /// </summary>
    public string? SigningKeyFile { get; init; }

    /// <summary>
    /// File of the first owner's API token. Read at the first start if it is there, else written. Default
    /// <c>owner.token</c> in the state directory.
    /// </summary>
    public string? BootstrapTokenFile { get; init; }

    /// <summary>How long a new agent token is good. Default 90 d; 1 h to 366 d.</summary>
    public TimeSpan AgentTokenLifetime { get; init; } = TimeSpan.FromDays(90);
}

internal sealed class IdentityOptionsValidator : IValidateOptions<IdentityOptions>
{
    public ValidateOptionsResult Validate(string? name, IdentityOptions options)
    {
        var problems = new ValidateOptionsResultBuilder();

        if (options.SigningKeyFile is { } file && !File.Exists(file))
            problems.AddError("names a file that is not there", nameof(options.SigningKeyFile));

        if (options.AgentTokenLifetime < TimeSpan.FromHours(1) || options.AgentTokenLifetime > TimeSpan.FromDays(366))
            problems.AddError("must be 1h to 366d", nameof(options.AgentTokenLifetime));

        return problems.Build();
    }
}
