using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Freehold.Worker.Run;

/// <summary>What the options of <c>run</c> may look like.</summary>
internal static partial class CommandLineRules
{
    /// <summary>An id becomes a part of object names, so it must not be able to climb out of the output.</summary>
    public static void JobId(OptionResult result)
    {
        if (result.GetValueOrDefault<string?>() is { } id && !JobIdPattern().IsMatch(id))
            result.AddError("--job-id must be letters, digits, '-', '_' or '.', at most 64, and begin with a letter or digit.");
    }

    /// <summary>From 1 on.</summary>
    public static void Attempt(OptionResult result)
    {
        // Not the parsed value: asking for it throws where there is none.
        if (result.Tokens is [{ Value: var text }]
            && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1))
            result.AddError("--attempt must be a number from 1.");
    }

    /// <summary><c>a.b=c</c>.</summary>
    public static void Overrides(OptionResult result)
    {
        if ((result.GetValueOrDefault<string[]?>() ?? []).Any(text => DocumentOverride.Parse(text) is null))
            result.AddError("--set must be a key and a value, for example --set spec.csv.delimiter=;.");
    }

    [GeneratedRegex(@"^[A-Za-z0-9][-A-Za-z0-9_.]{0,63}\z", RegexOptions.ExplicitCapture, 100)]
    private static partial Regex JobIdPattern();
}
