using System.CommandLine;
using System.Text;
using Freehold.Cli.Api;
using Freehold.Cli.Output;
using Freehold.Cli.SignIn;

namespace Freehold.Cli.Agents;

/// <summary><c>freehold agents add LABEL</c>: makes an agent and its token, which is shown once.</summary>
internal static class AgentsAddCommand
{
    public static Command Create()
    {
        var label = new Argument<string>("label") { Description = "A new label: lower-case letters, digits and hyphens. It never changes." };
        var tokenFile = new Option<string?>("--token-file") { Description = "Write the agent's token to this new file, readable by you alone, and do not print it." };

        var command = new Command("add", "Add an agent.") { label, tokenFile };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var file = parsed.GetValue(tokenFile);
            // Before the agent is made: its token cannot be had a second time.
            if (file is not null && File.Exists(file))
                throw new CommandFailedException(ExitCode.Usage, $"{file} is there already; a token file is never overwritten.");

            using var api = new FreeholdApi(CurrentSignIn.Connection());
            var answer = await api.PostAsync("agents", new { label = parsed.GetRequiredValue(label) }, cancellationToken);
            var added = Json.Read<AddedAgentView>(answer);

            if (file is null)
            {
                ResultWriter.Write(OutputOption.Of(parsed), answer, output => output.WriteLine(added.Token));
            }
            else
            {
                PrivateFile.Write(file, Encoding.UTF8.GetBytes(added.Token + "\n"));
                Console.Error.WriteLine($"Agent {added.Label} added; its token is in {file}.");
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private sealed record AddedAgentView(string Label, string Token);
}
