using System.CommandLine;

namespace Freehold.Cli.Output;

/// <summary>How results are written to standard output.</summary>
internal enum OutputFormat
{
    /// <summary>Aligned columns for people. The default.</summary>
    Table,

    /// <summary>What the API sent, as JSON.</summary>
    Json,

    /// <summary>What the API sent, as YAML.</summary>
    Yaml,
}

/// <summary><c>--output</c>, valid with every command.</summary>
internal static class OutputOption
{
    public static Option<OutputFormat> Instance { get; } = new("--output", "-o")
    {
        Description = "table (for people), json or yaml (everything that the API sent).",
        HelpName = "table|json|yaml",
        Recursive = true,
    };

    public static OutputFormat Of(ParseResult parsed) => parsed.GetValue(Instance);
}
