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

    /// <summary>Call it before the token is made, since it cannot be had a second time.</summary>
    /// <exception cref="CommandFailedException">The file is there already.</exception>
    public static void CheckFile(string? file)
    {
        if (file is not null && File.Exists(file))
            throw new CommandFailedException(ExitCode.Usage, $"{file} is there already; a token file is never overwritten.");
    }

    /// <param name="done">What was done, for people: <c>Agent eu-bank added</c>.</param>
    public static void Tell(ParseResult parsed, JsonElement answer, string? file, Func<string, string> done)
    {
        var made = Json.Read<TokenView>(answer);
        if (file is null)
        {
            ResultWriter.Write(OutputOption.Of(parsed), answer, output => output.WriteLine(made.Token));
        }
        else
        {
            PrivateFile.Write(file, Encoding.UTF8.GetBytes(made.Token + "\n"));
            Console.Error.WriteLine($"{done(made.Label)}; its token is in {file}.");
        }
    }

    private sealed record TokenView(string Label, string Token);
}
