using System.CommandLine;
using System.Text;
using System.Text.Json;
using Freehold.Cli.Api;
using Freehold.Cli.Output;
using Freehold.Cli.SignIn;

namespace Freehold.Cli.Agents;

/// <summary>Where an agent's new token goes: printed once, or into a file that it never leaves.</summary>
internal static class AgentToken
{
    public static Option<string?> FileOption() =>
        new("--token-file") { Description = "Write the agent's token to this new file, readable by you alone, and do not print it." };

    public static Option<string?> ValuesOption() =>
        new("--values-file") { Description = "Write the values for Helm, which hold the token, to this new file, readable by you alone." };

    /// <summary>Call it before the token is made, since it cannot be had a second time.</summary>
    /// <exception cref="CommandFailedException">A file is there already.</exception>
    public static void CheckFiles(params IEnumerable<string?> files)
    {
        if (files.FirstOrDefault(File.Exists) is { } file)
            throw new CommandFailedException(ExitCode.Usage, $"{file} is there already; a file with a token is never overwritten.");
    }

    /// <param name="done">What was done, for people: <c>Agent eu-bank added</c>.</param>
    public static void Tell(ParseResult parsed, JsonElement answer, string? tokenFile, string? valuesFile, Func<string, string> done)
    {
        var made = Json.Read<TokenView>(answer);
        if (tokenFile is not null)
        {
            PrivateFile.Write(tokenFile, Encoding.UTF8.GetBytes(made.Token + "\n"));
            Console.Error.WriteLine($"{done(made.Label)}; its token is in {tokenFile}.");
        }

        if (valuesFile is not null && made.Helm is { } helm)
        {
            PrivateFile.Write(valuesFile, Encoding.UTF8.GetBytes(helm.Values));
            Console.Error.WriteLine($"{done(made.Label)}; its values for Helm, with its token, are in {valuesFile}. Install it with:");
            Console.Out.WriteLine(helm.Command.Replace("values.yaml", valuesFile, StringComparison.Ordinal));
        }
        else if (valuesFile is not null)
        {
            Console.Error.WriteLine("There are no values for Helm: whoever runs the control plane has to set Installation:Chart and Installation:ImageRegistry.");
        }

        // The token can be had only now: where no file took it, it is printed.
        if (tokenFile is null && (valuesFile is null || made.Helm is null))
            ResultWriter.Write(OutputOption.Of(parsed), answer, output => output.WriteLine(made.Token));
    }

    private sealed record TokenView(string Label, string Token, HelmView? Helm);

    private sealed record HelmView(string Command, string Values);
}
