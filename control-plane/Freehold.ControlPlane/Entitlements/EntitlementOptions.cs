using Microsoft.Extensions.Options;

namespace Freehold.ControlPlane.Entitlements;

/// <summary>Who signs entitlements, and one to begin with. Section <c>Entitlement</c>.</summary>
public sealed class EntitlementOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Entitlement";

    /// <summary>
    /// PEM files with the vendor's public keys (P-256), separated by commas: several while a key is being replaced. With one, an
    /// organization without an entitlement may run nothing. Default none: nothing is limited.
    /// </summary>
    public IReadOnlyList<string> KeyFiles { get; init; } = [];

    /// <summary>File of an entitlement that is installed at start for the organization that it names. Default none.</summary>
    public string? File { get; init; }

    /// <summary>Its detached signature. Required with <see cref="File"/>.</summary>
    public string? SignatureFile { get; init; }
}

internal sealed class EntitlementOptionsValidator : IValidateOptions<EntitlementOptions>
{
    public ValidateOptionsResult Validate(string? name, EntitlementOptions options)
    {
        var problems = new ValidateOptionsResultBuilder();

        foreach (var file in options.KeyFiles.Where(file => EntitlementKeys.TryRead(file) is null))
            problems.AddError($"{file} must be a PEM file with a P-256 public key", nameof(options.KeyFiles));

        foreach (var (key, file) in new[] { (nameof(options.File), options.File), (nameof(options.SignatureFile), options.SignatureFile) })
        {
            if (file is not null && !System.IO.File.Exists(file))
                problems.AddError("names a file that is not there", key);
        }

        if (options.File is null != options.SignatureFile is null)
            problems.AddError("must be given together", $"{nameof(options.File)}, {nameof(options.SignatureFile)}");
        if (options.File is not null && options.KeyFiles.Count == 0)
            problems.AddError("are required with an entitlement: nobody could tell whether it is genuine", nameof(options.KeyFiles));

        return problems.Build();
    }
}
