using System.CommandLine;
using Freehold.Cli.Api;
using Freehold.Cli.SignIn;

namespace Freehold.Cli.Agents;

/// <summary><c>freehold agents add LABEL</c>: makes an agent and its token, which is shown once.</summary>
internal static class AgentsAddCommand
{
    public static Command Create()
    {
        var label = new Argument<string>("label") { Description = "A new label: lower-case letters, digits and hyphens. It never changes." };
        var tokenFile = AgentToken.FileOption();

        var command = new Command("add", "Add an agent.") { label, tokenFile };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var file = parsed.GetValue(tokenFile);
            AgentToken.CheckFile(file);

            using var api = new FreeholdApi(CurrentSignIn.Connection());
            var answer = await api.PostAsync("agents", new { label = parsed.GetRequiredValue(label) }, cancellationToken);
            AgentToken.Tell(parsed, answer, file, added => $"Agent {added} added");
            return ExitCode.Ok;
        });
        return command;
    }
}
