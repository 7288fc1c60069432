using Freehold.JobContract.Documents;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Grants;

/// <summary>
/// What people may be granted by way of this agent: short-lived credentials to parts of its owner's stores. Section <c>Grants</c>.
/// Nothing, unless both a prefix and a recipient are named.
/// </summary>
public sealed class GrantOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Grants";

    /// <summary>The word in <see cref="Recipients"/> that allows every key.</summary>
    public const string AnyRecipient = "any";

    /// <summary>Prefixes that may be granted for reading, with all that lies under them, separated by commas. Default none.</summary>
    public IReadOnlyList<string> Read { get; init; } = [];

    /// <summary>Prefixes that may be granted for writing, with all that lies under them, separated by commas. Default none.</summary>
    public IReadOnlyList<string> Write { get; init; } = [];

    /// <summary>
    /// Fingerprints of the keys that grants may be sealed for (<c>freehold grants key</c> shows one), separated by commas, or <c>any</c>:
    /// then the control plane is trusted to hand on the recipient's key and not its own. Default none.
    /// </summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>Longest life of the credentials; a longer one asked for is cut to it. Default 1 h; 15 min to 12 h.</summary>
    public TimeSpan LongestLifetime { get; init; } = TimeSpan.FromHours(1);
}

internal sealed class GrantOptionsValidator : IValidateOptions<GrantOptions>
{
    private const int FingerprintLength = 64;

    public ValidateOptionsResult Validate(string? name, GrantOptions options)
    {
        var problems = new ValidateOptionsResultBuilder();

        foreach (var (prefixes, key) in new[] { (options.Read, nameof(options.Read)), (options.Write, nameof(options.Write)) })
        {
            foreach (var prefix in prefixes)
            {
                if (!ObjectUri.IsValid(prefix, out var reason))
                    problems.AddError($"{key}: {prefix} {reason}");
                else if (!prefix.EndsWith('/') || prefix.StartsWith("file:", StringComparison.Ordinal))
                    problems.AddError($"{key}: {prefix} must be a prefix in an object store and end with /");
            }
        }

        foreach (var recipient in options.Recipients)
        {
            if (recipient is not GrantOptions.AnyRecipient && (recipient.Length != FingerprintLength || !recipient.All(char.IsAsciiHexDigitLower)))
                problems.AddError($"{nameof(options.Recipients)}: {recipient} is no fingerprint (64 digits of lower-case hex), nor the word any");
        }

        if (options.LongestLifetime < TimeSpan.FromMinutes(15) || options.LongestLifetime > TimeSpan.FromHours(12))
            problems.AddError($"{nameof(options.LongestLifetime)} must be from 15m to 12h");

        return problems.Build();
    }
}
