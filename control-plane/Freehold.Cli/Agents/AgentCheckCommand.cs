using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Freehold.Cli.Api;
using Freehold.Cli.Output;
using Freehold.Cli.SignIn;

namespace Freehold.Cli.Agents;

/// <summary><c>freehold agents check LABEL</c>: has an agent check its surroundings; with <c>--wait</c> until it has, and shows what it found.</summary>
internal static class AgentCheckCommand
{
    private const int SecondsAWait = 20;

    public static Command Create()
    {
        var label = new Argument<string>("label") { Description = "The agent's label." };
        var wait = new Option<bool>("--wait") { Description = "Wait for what it finds; exit code 1 when something is red." };
        var noPods = new Option<bool>("--no-pods") { Description = "Start no workers: pods and stores are not tried." };
        var command = new Command("check", "Have an agent check its surroundings: network, token, cluster, stores.") { label, wait, noPods };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = new FreeholdApi(CurrentSignIn.Connection());
            var path = $"agents/{Uri.EscapeDataString(parsed.GetRequiredValue(label))}/check";
            var asked = await api.PostAsync(path, new { withoutPods = parsed.GetValue(noPods) }, cancellationToken);
            if (!parsed.GetValue(wait))
            {
                ResultWriter.Write(OutputOption.Of(parsed), asked, output =>
                    output.WriteLine($"Asked. freehold agents show {parsed.GetValue(label)} shows what it found."));
                return ExitCode.Ok;
            }

            var answer = await AwaitAsync(api, path, parsed.GetRequiredValue(label), cancellationToken);
            var check = Json.Read<AgentCheckView>(answer);
            ResultWriter.Write(OutputOption.Of(parsed), answer, output => CheckResults.Write(check.Results, output));
            return check.Outcome == "red" ? ExitCode.JobDidNotSucceed : ExitCode.Ok;
        });
        return command;
    }

    private static async Task<JsonElement> AwaitAsync(FreeholdApi api, string path, string label, CancellationToken cancellationToken)
    {
        while (true)
        {
            var answer = await api.GetAsync(string.Create(CultureInfo.InvariantCulture, $"{path}?wait={SecondsAWait}"), cancellationToken);
            switch (Json.Read<AgentCheckView>(answer).Pending?.State)
            {
                case null:
                    return answer;
                case "expired":
                    throw new CommandFailedException(ExitCode.Unreachable, $"Agent {label} did not answer. Look at it: freehold agents show {label}");
                default:
                    await Console.Error.WriteLineAsync("Waiting for the agent; pulling images takes its time.");
                    break;
            }
        }
    }
}
