using System.CommandLine;
using System.Net;
using Freehold.JobContract.Documents;

namespace Freehold.Agent.Health;

/// <summary>The verb <c>ready</c> on the command line.</summary>
internal static class ReadyCommand
{
    public static Command Create()
    {
        var address = new Argument<Uri?>("address")
        {
            Description = "Health address of the agents, for example http://eu-bank-test.freehold.svc:9090.",
            CustomParser = result =>
            {
                if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttp)
                    return uri;

                result.AddError("The address must have the form http://name:port.");
                return null;
            },
        };
        var replicas = new Option<int>("--replicas") { Description = "How many there have to be.", DefaultValueFactory = _ => 1 };
        var within = new Option<TimeSpan>("--within")
        {
            Description = "How long to go on asking, for example 2m.",
            DefaultValueFactory = _ => TimeSpan.FromMinutes(1),
            CustomParser = result =>
            {
                if (!Durations.TryParse(result.Tokens[0].Value, out var duration))
                    result.AddError("--within must be a duration such as 30s or 2m.");
                return duration;
            },
        };

        var command = new Command("ready", "Asks every replica of an agent whether it is ready, and exits with 0 when all are, else with 69.") { address, replicas, within };
        command.SetAction(async (parsed, stopping) =>
        {
            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
            var question = new ReadyQuestion(http, Dns.GetHostAddressesAsync, Console.Out, TimeProvider.System);
            return await question.AskUntilReadyAsync(parsed.GetValue(address)!, parsed.GetValue(replicas), parsed.GetValue(within), stopping);
        });
        return command;
    }
}
