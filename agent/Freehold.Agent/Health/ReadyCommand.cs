using System.CommandLine;
using System.Net;
using Freehold.JobContract.Documents;

namespace Freehold.Agent.Health;

/// <summary>The verb <c>ready</c> on the command line.</summary>
internal static class ReadyCommand
{
    public static Command Create()
    {
        var address = new Argument<Uri>("address") { Description = "Health address of the agents, for example http://eu-bank-test:9090." };
        var replicas = new Option<int>("--replicas") { Description = "How many there have to be.", DefaultValueFactory = _ => 1 };
        var within = new Option<string>("--within") { Description = "How long to go on asking, for example 2m.", DefaultValueFactory = _ => "1m" };
        within.Validators.Add(result =>
        {
            if (!Durations.TryParse(result.GetValueOrDefault<string>(), out _))
                result.AddError("--within must be a duration such as 30s or 2m.");
        });

        var command = new Command("ready", "Asks every replica of an agent whether it is ready, and exits with 0 when all are, else with 69.") { address, replicas, within };
        command.SetAction(async (parsed, stopping) =>
        {
            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
            var question = new ReadyQuestion(http, Dns.GetHostAddressesAsync, Console.Out, TimeProvider.System);
            return await question.AskUntilReadyAsync(
                parsed.GetRequiredValue(address), parsed.GetValue(replicas), Durations.TryParse(parsed.GetRequiredValue(within), out var limit) ? limit : default, stopping);
        });
        return command;
    }
}
