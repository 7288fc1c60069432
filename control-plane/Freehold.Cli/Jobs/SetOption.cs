using System.CommandLine;

namespace Freehold.Cli.Jobs;

/// <summary><c>--set path=value</c>, any number of times.</summary>
internal static class SetOption
{
    public static Option<string[]> Create() => new("--set")
    {
        Description = "Changes the document before it is sent: --set spec.key.secret=demo/key. May be repeated.",
        HelpName = "path=value",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };
}
