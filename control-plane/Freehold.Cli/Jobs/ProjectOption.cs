using System.CommandLine;
using Freehold.Cli.SignIn;

namespace Freehold.Cli.Jobs;

/// <summary><c>--project</c>.</summary>
internal static class ProjectOption
{
    public static Option<string?> Create() => new("--project", "-p")
    {
        Description = "The project's slug. Default: FREEHOLD_PROJECT, the one from sign-in, or 'default'.",
    };

    public static JobPaths Paths(ParseResult parsed, Option<string?> option) => new(parsed.GetValue(option) ?? CurrentSignIn.Project());
}
