using System.CommandLine;
using System.CommandLine.Parsing;

namespace Freehold.Cli;

/// <summary>How a person typed the command, for hints: <c>freehold jobs list</c>.</summary>
internal static class CommandPath
{
    public static string Of(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult command; at = command.Parent)
            names.Push(command.Command.Name);
        return string.Join(' ', names);
    }
}
