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
        var replicas = new Option<int?>("--replicas") { Description = "Replicas in Kubernetes, 1 to 10; 2 without it." };
        var size = new Option<string?>("--size") { Description = "What each replica may use: S, M or L; S without it." };
        var tokenFile = AgentToken.FileOption();
        var valuesFile = AgentToken.ValuesOption();

        var command = new Command("add", "Add an agent.") { label, replicas, size, tokenFile, valuesFile };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (token, values) = (parsed.GetValue(tokenFile), parsed.GetValue(valuesFile));
            AgentToken.CheckFiles(token, values);

            using var api = new FreeholdApi(CurrentSignIn.Connection());
            var answer = await api.PostAsync("agents", new NewAgent(parsed.GetRequiredValue(label), parsed.GetValue(replicas), parsed.GetValue(size)), cancellationToken);
            AgentToken.Tell(parsed, answer, token, values, added => $"Agent {added} added");
            return ExitCode.Ok;
        });
        return command;
    }

    private sealed record NewAgent(string Label, int? Replicas, string? Size);
}
