using System.CommandLine;
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

    /// <summary>From 0 on, by the option or by what a cluster sets.</summary>
    public static void Index(OptionResult result)
    {
        if (result.GetValueOrDefault<int>() < 0)
            result.AddError("--index must be a number from 0, or JOB_COMPLETION_INDEX be set to one.");
    }

    /// <summary>What was planned under another name is not found.</summary>
    public static void NeedsJobId(CommandResult command, Option jobId)
    {
        if (command.GetResult(jobId) is null)
            command.AddError("--job-id is needed: the id that plan was given, or has told.");
    }

    /// <summary>From 1 on.</summary>
    public static void Try(OptionResult result)
    {
        if (result.GetValueOrDefault<int>() < 1)
            result.AddError("--try must be a number from 1, or FREEHOLD_TASK_FAILURES be a number from 0.");
    }

    /// <summary><c>3=oom_killed</c>.</summary>
    public static void GivenUp(OptionResult result)
    {
        if (result.Tokens.Any(token => !GivenUpIndexes.IsOne(token.Value)))
            result.AddError("--given-up must be an index and the code of a failure, for example --given-up 3=oom_killed.");
    }

    /// <summary>The index that an Indexed Job gives its pod; -1 when none does.</summary>
    public static int IndexOfEnvironment(ArgumentResult result) => NumberIn("JOB_COMPLETION_INDEX", otherwise: -1);

    /// <summary>The try that follows from how often the index has failed.</summary>
    public static int TryOfEnvironment(ArgumentResult result) => NumberIn("FREEHOLD_TASK_FAILURES", otherwise: 0) + 1;

    // What is set to something else is as wrong as what is not set where it has to be.
    private static int NumberIn(string variable, int otherwise) => Environment.GetEnvironmentVariable(variable) switch
    {
        null or "" => otherwise,
        var text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1,
    };

    [GeneratedRegex(@"^[A-Za-z0-9][-A-Za-z0-9_.]{0,63}\z", RegexOptions.ExplicitCapture, 100)]
    private static partial Regex JobIdPattern();
}
