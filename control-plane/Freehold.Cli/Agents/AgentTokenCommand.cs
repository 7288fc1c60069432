using System.CommandLine;
using Freehold.Cli.Api;
using Freehold.Cli.SignIn;

namespace Freehold.Cli.Agents;

/// <summary><c>freehold agents token LABEL</c>: makes another token for an agent, which is shown once.</summary>
internal static class AgentTokenCommand
{
    public static Command Create()
    {
        var label = new Argument<string>("label") { Description = "The agent's label." };
        var tokenFile = AgentToken.FileOption();
        var valuesFile = AgentToken.ValuesOption();

        var command = new Command("token", "Make another token for an agent; those that it has stay good until they expire or are revoked.")
        {
            label, tokenFile, valuesFile,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (token, values) = (parsed.GetValue(tokenFile), parsed.GetValue(valuesFile));
            AgentToken.CheckFiles(token, values);

            using var api = new FreeholdApi(CurrentSignIn.Connection());
            var answer = await api.PostAsync($"agents/{Uri.EscapeDataString(parsed.GetRequiredValue(label))}/tokens", body: null, cancellationToken);
            AgentToken.Tell(parsed, answer, token, values, agent => $"Another token for {agent} was made");
            return ExitCode.Ok;
        });
        return command;
    }
}
